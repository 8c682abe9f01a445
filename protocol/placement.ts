import { z } from 'zod';
import { faultless } from './checks/fields.ts';
import { quizFault, quizShape } from './checks/quiz.ts';
import { slugSchema } from './ids.ts';

/** A question of a course's placement quiz. */
export const placementQuestionSchema = z
  .strictObject({
    id: slugSchema.describe('Unique in the quiz.'),
    question: quizShape.question,
    multiple: quizShape.multiple,
    choices: quizShape.choices,
    skips: z
      .array(slugSchema)
      .min(1)
      .max(8)
      .describe(
        'Lessons of this course that may be skipped by who knows the answer, and those of every other question that names them.',
      ),
  })
  .superRefine(faultless(quizFault));
export type PlacementQuestion = z.infer<typeof placementQuestionSchema>;

/** Browser → site: the ids of the choices, by question. A question that is left out is not known. */
export const placementAnswersSchema = z.strictObject({
  answers: z.record(slugSchema, z.array(slugSchema).max(20)).refine((answers) => Object.keys(answers).length <= 40, {
    message: 'these are more answers than there are questions',
  }),
});

const placeSchema = z.strictObject({ href: z.string(), title: z.string() });

/** What a learner should do after a placement quiz. `start` null: there is nothing left in the course but what may be skipped. */
export const adviceSchema = z.strictObject({ start: placeSchema.nullable(), skip: z.array(placeSchema) });
export type Advice = z.infer<typeof adviceSchema>;

/** The site's answer: the questions that were answered right, and what is told of those choices that were made. */
export const placementResultSchema = z.strictObject({
  known: z.array(slugSchema),
  told: z.record(slugSchema, z.array(z.strictObject({ id: slugSchema, isRight: z.boolean(), why: z.string() }))),
  advice: adviceSchema,
});
export type PlacementResult = z.infer<typeof placementResultSchema>;
