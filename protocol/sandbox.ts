import { z } from 'zod';
import { checkResultSchema, checksSchema } from './checks.ts';
import { idSchema, slugSchema } from './ids.ts';
import { nodeCountSchema, nodeNameSchema } from './node.ts';
import { stepStartSchema } from './recipes.ts';
import { startFileSchema } from './start-file.ts';

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
  /** As the step begins, by a recipe that the runner has; instead of `fromCheckpoint`. */
  fromStep: stepStartSchema.optional(),
  /** Checks of steps that were jumped over: not graded here, and no other check waits for them. */
  skipped: z.array(slugSchema).max(200).default([]),
  /** A sandbox of the same owner that ends with reason `reset` and makes room for this one. */
  replaces: idSchema.optional(),
  account: z
    .boolean()
    .default(false)
    .describe("Is a file with the learner's account at the classroom registry put into the home?"),
  nodes: nodeCountSchema
    .optional()
    .describe('So many machines on one network, named node1, node2, …; left out: a single one without a number.'),
});
export type CreateSandbox = z.infer<typeof createSandboxSchema>;
export type CreateSandboxInput = z.input<typeof createSandboxSchema>;

export const sandboxSchema = z.strictObject({
  id: idSchema,
  leaseId: idSchema,
  node: nodeNameSchema.default('main'),
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

/** What a runner has at one moment. */
export const sandboxListSchema = z.strictObject({
  /** All that run, and those that ended lately. */
  sandboxes: z.array(sandboxSchema),
  /** Leases whose first machine was asked for and is not ready yet; it may not have a place among `sandboxes` so far. */
  startingLeases: z.array(idSchema),
});
export type SandboxList = z.infer<typeof sandboxListSchema>;

/** The most memory that a sandbox has had at a time, with the files that its kernel keeps at hand; null: not known. */
export const memoryUseSchema = z.strictObject({ peakBytes: z.number().int().nullable() });
export type MemoryUse = z.infer<typeof memoryUseSchema>;

export const extendSchema = z.strictObject({
  ttlMs: z
    .number()
    .int()
    .min(1000)
    .max(24 * 3600_000),
});
/** One more machine for a lease that was created with `nodes`. */
export const addNodeSchema = z.strictObject({ node: nodeNameSchema.exclude(['main']) });
export const stopSchema = z.strictObject({ reason: z.enum(stopReasons) });
export const setChecksSchema = z.strictObject({ checks: checksSchema, passed: z.array(slugSchema).max(200) });

/** `asked`: by a person. `automatic`: by the site on its own. `shutdown`: by the runner before it stopped. */
export const checkpointKinds = ['asked', 'automatic', 'shutdown'] as const;

export const checkpointSchema = z.strictObject({
  id: idSchema,
  sandboxId: idSchema,
  owner: idSchema,
  name: z.string().max(80),
  kind: z.enum(checkpointKinds),
  createdAtMs: z.number().int(),
  presentImages: z.array(z.string()),
  /** What counts for it on the disk, with what other checkpoints of the same machine hold; null: not known. */
  sizeBytes: z.number().nullable(),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;
export const createCheckpointSchema = z.strictObject({
  name: z.string().min(1).max(80),
  kind: z.enum(['asked', 'automatic']).default('asked'),
});

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

/** Runner → site, on WS /v1/events. After each connect the runner first sends `hello`; what was missed is told by GET /v1/sandboxes. */
export const runnerEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), runnerId: slugSchema }),
  z.strictObject({ type: z.literal('sandbox'), sandbox: sandboxSchema }),
  z.strictObject({
    type: z.literal('checks'),
    sandboxId: idSchema,
    leaseId: idSchema,
    results: z.array(checkResultSchema),
  }),
]);
export type RunnerEvent = z.infer<typeof runnerEventSchema>;
