import { z } from 'zod';
import { maxAnswerChars } from './checks/answer.ts';
import { checkResultSchema } from './checks.ts';
import { slugSchema } from './ids.ts';

const answerField = z.string().max(maxAnswerChars, `an answer has at most ${maxAnswerChars} characters`);

/** Site → runner: what a learner typed; or `right`: whatever is right now, for proofs of lessons. */
export const givenAnswerSchema = z.union([
  z.strictObject({ answer: answerField }),
  z.strictObject({ right: z.literal(true) }),
]);
export type GivenAnswer = z.infer<typeof givenAnswerSchema>;

/** Browser → site: the answer to the question of a check. The site answers with a check's result. */
export const learnerAnswerSchema = z.strictObject({ check: slugSchema, answer: answerField });
export const answerResultSchema = z.strictObject({ result: checkResultSchema });

/** Browser → site: the ids of the choices that were made in a quiz. */
export const quizChoicesSchema = z.strictObject({ check: slugSchema, choices: z.array(slugSchema).max(20) });
/** The site's answer: of those that were chosen, or of all once the quiz is passed, whether they are right, and why. */
export const quizResultSchema = z.strictObject({
  passes: z.boolean(),
  found: z.string(),
  choices: z.array(z.strictObject({ id: slugSchema, isRight: z.boolean(), why: z.string() })),
});
export type QuizResult = z.infer<typeof quizResultSchema>;
