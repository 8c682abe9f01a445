import { z } from 'zod';
import { slugSchema } from './ids.ts';
import { typedActionSchema } from './typing.ts';

/** Help that a learner takes in a step: a hint is opened, the solution is looked at, or typed by the page. */
export const helpSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('hint'),
    step: slugSchema,
    number: z.number().int().min(1).max(50).describe('Which of the hints of the step, from 1.'),
  }),
  z.strictObject({ kind: z.literal('solution'), step: slugSchema }),
  z.strictObject({ kind: z.literal('typing'), step: slugSchema }),
]);
export type Help = z.infer<typeof helpSchema>;

/** What the solution types in a step: the answer to `solution`. */
export const stepSolutionSchema = z.strictObject({ typed: z.array(typedActionSchema) });
