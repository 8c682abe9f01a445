import { z } from 'zod';
import { checkResultSchema } from './checks.ts';
import { idSchema } from './ids.ts';
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
  /** The site's clock, so that a countdown is right on a machine whose clock is not. */
  nowMs: z.number().int(),
});
export type LeaseView = z.infer<typeof leaseViewSchema>;

/** Site → browser, on WS /ws/leases/:leaseId/events. The first message after each connect is `lease`, then `checks`. */
export const siteEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('lease'), lease: leaseViewSchema }),
  z.strictObject({ type: z.literal('checks'), results: z.array(checkResultSchema) }),
  z.strictObject({ type: z.literal('runner'), reachable: z.boolean() }),
]);
export type SiteEvent = z.infer<typeof siteEventSchema>;
