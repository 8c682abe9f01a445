import { z } from 'zod';
import { slugSchema } from '../ids.ts';
import { factFields } from './fields.ts';

export const quizShape = {
  ...factFields,
  kind: z.literal('quiz'),
  question: z.string().min(1).max(400).describe('What the learner is asked.'),
  multiple: z
    .boolean()
    .default(false)
    .describe('true: all that are right must be chosen. false: the one that is right.'),
  choices: z
    .array(
      z.strictObject({
        id: slugSchema.describe('Unique in the question.'),
        text: z.string().min(1).max(300).describe('What can be chosen.'),
        right: z.boolean().default(false).describe('Is it right?'),
        why: z.string().min(1).max(400).describe('Why it is right or wrong; told to who has chosen it.'),
      }),
    )
    .min(2)
    .max(8)
    .describe('In the order in which they are shown.'),
};

export const quizMeta = {
  description:
    'A question with choices, each with its explanation. Which are right is not sent to the browser before an answer was given.',
  example: `
kind: quiz
question: What do two containers on one machine share?
choices:
  - { id: kernel, text: The kernel, right: true, why: There is only one; uname shows the same in both. }
  - { id: files, text: Their files, why: Each has a root of its own. }`,
};

/** What the choices of one question can't say alone. */
export function quizFault(quiz: {
  multiple: boolean;
  choices: readonly { id: string; right: boolean }[];
}): string | undefined {
  const right = quiz.choices.filter((choice) => choice.right).length;
  if (right === 0) return 'no choice is right';
  if (!quiz.multiple && right > 1) return 'several choices are right; say multiple: true, or leave one';
  if (new Set(quiz.choices.map(({ id }) => id)).size < quiz.choices.length) return 'two choices have the same id';
  return undefined;
}
