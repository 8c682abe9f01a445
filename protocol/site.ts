import { z } from 'zod';
import { checkResultSchema } from './checks.ts';
import { idSchema, slugSchema } from './ids.ts';
import { nodeCountSchema, nodeNameSchema } from './node.ts';
import { sandboxStates, stopReasons } from './sandbox.ts';

/** A lease as its learner sees it: the answer of POST /api/lessons/:course/:lesson/lease and its relatives. */
export const leaseViewSchema = z.strictObject({
  id: idSchema,
  lesson: z.string(),
  state: z.enum([...sandboxStates, 'lost']),
  detail: z.string(),
  stopReason: z.enum(stopReasons).nullable(),
  expiresAtMs: z.number().int(),
  idleAtMs: z.number().int(),
  /** A checkpoint from which a stopped lease can be gone on with. */
  checkpoint: idSchema.nullable(),
  /** How long that checkpoint stays; null: there is none. */
  keptUntilMs: z.number().int().nullable(),
  /** Its machines, first one first; one that ended says why, until it is replaced or taken away. */
  nodes: z.array(
    z.strictObject({
      node: nodeNameSchema,
      state: z.enum(sandboxStates),
      detail: z.string(),
      stopReason: z.enum(stopReasons).nullable(),
    }),
  ),
  /** Have its machines numbers, and can it have more of them? */
  isNumbered: z.boolean(),
  /** The site's clock, so that a countdown is right on a machine whose clock is not. */
  nowMs: z.number().int(),
});
export type LeaseView = z.infer<typeof leaseViewSchema>;

/** Body of POST /api/play/lease. */
export const startPlaySchema = z.strictObject({ nodes: nodeCountSchema });

/** Answer of GET and POST /api/leases/:id/checkpoints: those of the lease's lesson, newest first. */
export const checkpointListSchema = z.strictObject({
  checkpoints: z.array(
    z.strictObject({
      id: idSchema,
      /** automatic: made before a jump or another change that can be undone. */
      kind: z.enum(['own', 'automatic']),
      name: z.string(),
      createdAtMs: z.number().int(),
      keptUntilMs: z.number().int(),
      /** All that is in it; null: not known. */
      sizeBytes: z.number().nullable(),
    }),
  ),
  /** Own checkpoints of the learner, in all lessons, and how many they may have. */
  own: z.number().int(),
  maxOwn: z.number().int(),
});
export type CheckpointList = z.infer<typeof checkpointListSchema>;

export const saveCheckpointSchema = z.strictObject({
  name: z.string().trim().min(1, 'a checkpoint needs a name').max(80, 'a name has at most 80 characters'),
});
export const atStepSchema = z.strictObject({ step: slugSchema });

/** Answer of GET /api/leases/:id/steps: to which steps one can jump. */
export const stepListSchema = z.strictObject({
  /** Why one can't jump in this lesson; null: one can. */
  problem: z.string().nullable(),
  /** `isReady`: its beginning is made; otherwise the jump takes as long as what is to be done before it. */
  steps: z.array(z.strictObject({ id: slugSchema, title: z.string(), isReady: z.boolean() })),
});
export type StepList = z.infer<typeof stepListSchema>;

/** Site → browser, on WS /ws/leases/:leaseId/events. The first message after each connect is `lease`, then `checks`. */
export const siteEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('lease'), lease: leaseViewSchema }),
  z.strictObject({ type: z.literal('checks'), results: z.array(checkResultSchema) }),
  z.strictObject({ type: z.literal('runner'), reachable: z.boolean() }),
]);
export type SiteEvent = z.infer<typeof siteEventSchema>;
