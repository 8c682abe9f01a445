import { z } from 'zod';
import { checkResultSchema, checksSchema } from './checks.ts';
import { idSchema, slugSchema } from './ids.ts';

/** preparing → ready → stopped. `unwell`: it runs, but its engine does not answer. */
export const sandboxStates = ['preparing', 'ready', 'unwell', 'stopped'] as const;

/** Why a sandbox ended. Each has a sentence for the learner in app/_components; none may be silent. */
export const stopReasons = [
  'learner', // asked for it
  'reset', // replaced by a fresh one
  'expired', // reached its time limit
  'idle', // nobody typed for too long
  'died', // its init ended: killed from inside, or out of memory
  'operator', // stopped by the operator
  'shutdown', // the runner was stopped in an orderly way
  'lost', // the runner or its machine went away and the sandbox was not there afterwards
  'failed', // could not be started
] as const;
export type StopReason = (typeof stopReasons)[number];

export const limitsSchema = z.strictObject({
  memoryBytes: z
    .number()
    .int()
    .min(128 * 1024 * 1024)
    .max(64 * 1024 ** 3)
    .default(1024 ** 3),
  cpus: z.number().min(0.1).max(64).default(1),
  pids: z.number().int().min(64).max(32768).default(768),
  diskBytes: z
    .number()
    .int()
    .min(256 * 1024 * 1024)
    .max(1024 ** 4)
    .default(3 * 1024 ** 3),
});
export type Limits = z.infer<typeof limitsSchema>;

/** A file put into the learner's home before the learner sees it. `path` is relative and stays inside the home. */
export const startFileSchema = z.strictObject({
  path: z
    .string()
    .min(1)
    .max(400)
    .refine(
      (p) => !p.startsWith('/') && !p.split('/').includes('..') && !p.includes('\0'),
      'a relative path without ..',
    ),
  contentBase64: z.base64().max(4 * 1024 * 1024),
  executable: z.boolean().default(false),
});

/** Everything a runner needs to know; it reads neither lessons nor the database. */
export const createSandboxSchema = z.strictObject({
  leaseId: idSchema,
  owner: idSchema.describe('The learner; only compared, never interpreted.'),
  presentImages: z
    .array(z.string().max(256))
    .max(50)
    .default([])
    .describe('References already pulled when the learner arrives.'),
  files: z.array(startFileSchema).max(500).default([]),
  setup: z
    .array(z.string().min(1).max(4000))
    .max(20)
    .default([])
    .describe('Shell commands run as the learner before the learner sees the sandbox.'),
  checks: checksSchema.default([]),
  passed: z
    .array(slugSchema)
    .max(200)
    .default([])
    .describe('Checks that this learner passed before; they stay passed.'),
  limits: limitsSchema.prefault({}),
  ttlMs: z
    .number()
    .int()
    .min(1000)
    .max(24 * 3600_000),
  idleMs: z
    .number()
    .int()
    .min(1000)
    .max(24 * 3600_000),
  fromCheckpoint: idSchema.optional(),
});
export type CreateSandbox = z.infer<typeof createSandboxSchema>;
export type CreateSandboxInput = z.input<typeof createSandboxSchema>;

export const sandboxSchema = z.strictObject({
  id: idSchema,
  leaseId: idSchema,
  owner: idSchema,
  state: z.enum(sandboxStates),
  /** In words, what is being waited for while preparing, or what is wrong while unwell. */
  detail: z.string().max(300),
  stopReason: z.enum(stopReasons).nullable(),
  createdAtMs: z.number().int(),
  expiresAtMs: z.number().int(),
  /** When it will be stopped for idleness unless somebody types. */
  idleAtMs: z.number().int(),
  /** Was it handed out of the warm pool? */
  warm: z.boolean(),
  restored: z.boolean(),
  limits: limitsSchema,
});
export type Sandbox = z.infer<typeof sandboxSchema>;

export const extendSchema = z.strictObject({
  ttlMs: z
    .number()
    .int()
    .min(1000)
    .max(24 * 3600_000),
});
export const stopSchema = z.strictObject({ reason: z.enum(stopReasons) });
export const setChecksSchema = z.strictObject({ checks: checksSchema, passed: z.array(slugSchema).max(200) });

export const checkpointSchema = z.strictObject({
  id: idSchema,
  sandboxId: idSchema,
  owner: idSchema,
  name: z.string().max(80),
  createdAtMs: z.number().int(),
  presentImages: z.array(z.string()),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;
export const createCheckpointSchema = z.strictObject({ name: z.string().min(1).max(80) });

/** What the site would like kept ready: one entry per distinct set of present images among its lessons. */
export const prepareSchema = z.strictObject({
  sets: z
    .array(
      z.strictObject({ presentImages: z.array(z.string().max(256)).max(50), warm: z.number().int().min(0).max(200) }),
    )
    .max(50),
});

export const healthSchema = z.strictObject({
  ok: z.boolean(),
  runnerId: slugSchema,
  version: z.string(),
  storage: z.enum(['btrfs', 'directory']),
  cgroup: z.enum(['v1', 'v2']),
  sandboxes: z.number().int(),
  warm: z.number().int(),
  capacity: z.number().int(),
  freeDiskBytes: z.number(),
  /** Empty when ok; otherwise sentences for the operator. */
  problems: z.array(z.string()),
});
export type Health = z.infer<typeof healthSchema>;

/** Runner → site, on WS /v1/events. After each connect the runner first sends `hello` with all its sandboxes. */
export const runnerEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), runnerId: slugSchema, sandboxes: z.array(sandboxSchema) }),
  z.strictObject({ type: z.literal('sandbox'), sandbox: sandboxSchema }),
  z.strictObject({
    type: z.literal('checks'),
    sandboxId: idSchema,
    leaseId: idSchema,
    results: z.array(checkResultSchema),
  }),
]);
export type RunnerEvent = z.infer<typeof runnerEventSchema>;
