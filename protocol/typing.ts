import { z } from 'zod';
import { nodeNameSchema } from './node.ts';

/** One thing that is typed into a terminal, as a learner would; `line` says where in its script it stands. */
export const typedActionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('type'),
    text: z.string().min(1).max(8000).describe('The bytes, Enter included.'),
    shown: z.string().max(8000).describe('The same for people.'),
    expect: z.string().max(1000).optional().describe('What must appear; without it, a prompt.'),
    again: z.string().max(1000).optional().describe('Typed again at the prompt until its output has this.'),
    copy: z
      .strictObject({ name: z.string().max(40), begin: z.string().max(200) })
      .optional()
      .describe('The last line of its output that begins so is copied, to be pasted where a later line says @{name}.'),
    line: z.number().int().min(1),
  }),
  z.strictObject({
    kind: z.literal('node'),
    node: nodeNameSchema.describe('What follows is typed into a terminal of this machine.'),
    line: z.number().int().min(1),
  }),
  z.strictObject({
    kind: z.literal('until'),
    check: z.string().min(1).max(200).describe('The id of a check; what follows is typed when it is green.'),
    line: z.number().int().min(1),
  }),
  z.strictObject({ kind: z.literal('pause'), ms: z.number().int().min(1).max(30_000), line: z.number().int().min(1) }),
]);
export type TypedAction = z.infer<typeof typedActionSchema>;
export type TypedLine = Extract<TypedAction, { kind: 'type' }>;
