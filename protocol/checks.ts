import { z } from 'zod';
import { slugSchema } from './ids.ts';

const common = {
  id: slugSchema.describe('Unique within the lesson; progress is stored under it, so never reuse one.'),
  title: z
    .string()
    .min(1)
    .max(120)
    .describe('What the learner sees beside the tick, e.g. "A container from hello-world has run".'),
  after: slugSchema.optional().describe('This check counts only once the check with this id has passed.'),
  lookAt: z
    .string()
    .max(200)
    .optional()
    .describe('A command that shows the learner the relevant state. Default: chosen by kind.'),
};

export const containerStates = ['created', 'running', 'paused', 'restarting', 'exited', 'dead'] as const;

export const containerCheckSchema = z.strictObject({
  ...common,
  kind: z.literal('container'),
  name: z.string().max(128).optional().describe('Exact name, without the leading slash.'),
  image: z
    .string()
    .max(256)
    .optional()
    .describe('Image reference as a learner types it; hello-world means hello-world:latest.'),
  exists: z.boolean().default(true).describe('false: no such container may exist.'),
  state: z.enum(containerStates).optional(),
  exitCode: z.number().int().min(0).max(255).optional(),
  tty: z.boolean().optional().describe('Was it started with -t?'),
  interactive: z.boolean().optional().describe('Was it started with -i (stdin kept open)?'),
  command: z
    .string()
    .max(200)
    .optional()
    .describe('Text that the command line (entrypoint and arguments, joined by spaces) must contain.'),
  logs: z.string().max(200).optional().describe('Text that the last 64 KiB of the logs must contain.'),
  count: z.number().int().min(1).max(100).default(1).describe('At least this many such containers.'),
});

export const imageCheckSchema = z.strictObject({
  ...common,
  kind: z.literal('image'),
  reference: z.string().min(1).max(256).describe('Repository and tag as a learner types them; without a tag, latest.'),
  exists: z.boolean().default(true),
});

/** A check is data. The closed list of kinds; adding one means adding its judge in sandbox-runner/grading/checks/. */
export const checkSchema = z.discriminatedUnion('kind', [containerCheckSchema, imageCheckSchema]);
export const checksSchema = z.array(checkSchema).max(200);

export type ContainerCheck = z.infer<typeof containerCheckSchema>;
export type ImageCheck = z.infer<typeof imageCheckSchema>;
export type Check = z.infer<typeof checkSchema>;

/** pass; fail; waiting: an `after` check has not passed yet; undecided: the engine could not be read. */
export const verdicts = ['pass', 'fail', 'waiting', 'undecided'] as const;

export const checkResultSchema = z.strictObject({
  id: slugSchema,
  verdict: z.enum(verdicts),
  expected: z.string().max(600),
  found: z.string().max(600),
  lookAt: z.string().max(200),
  /** The moment that this verdict was reached, ms since 1970. */
  atMs: z.number().int(),
  /** From the engine's event that caused this grading to this verdict; null when no event did. */
  sinceEventMs: z.number().nullable(),
});
export type CheckResult = z.infer<typeof checkResultSchema>;
