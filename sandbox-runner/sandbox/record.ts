import { z } from 'zod';
import { checksSchema } from '../../protocol/checks.ts';
import { idSchema, slugSchema } from '../../protocol/ids.ts';
import { nodeNameSchema } from '../../protocol/node.ts';
import { limitsSchema, sandboxSchema } from '../../protocol/sandbox.ts';

/** What another process needs to know to give a learner a sandbox back after this one is gone. */
export const leaseRecordSchema = z.strictObject({
  leaseId: idSchema,
  node: nodeNameSchema.default('main'),
  /** May it have further nodes? Their names are numbered then. */
  isNumbered: z.boolean().default(false),
  owner: idSchema,
  presentImages: z.array(z.string()),
  checks: checksSchema,
  passed: z.array(slugSchema),
  skipped: z.array(slugSchema).default([]),
  idleMs: z.number(),
  createdAtMs: z.number(),
  expiresAtMs: z.number(),
  warm: z.boolean(),
  restored: z.boolean(),
});
export type LeaseRecord = z.infer<typeof leaseRecordSchema>;

/**
 * The book entry of one sandbox, in `<data>/sandboxes/<id>.json`, written once it is ready and removed when it is
 * destroyed. Anything in engine or storage that has none is removed by the reaper.
 */
export const recordSchema = z.strictObject({
  id: idSchema,
  containerId: z.string(),
  slot: z.number().int(),
  goldenKey: z.string().nullable(),
  limits: limitsSchema,
  /** null: kept ready, nobody has it. */
  lease: leaseRecordSchema.nullable(),
});
export type SandboxRecord = z.infer<typeof recordSchema>;

/** In `<data>/stopped/<id>.json`, for a while, so that whoever asks is told why it ended. */
export const stoppedSchema = z.strictObject({ stoppedAtMs: z.number(), sandbox: sandboxSchema });
export type StoppedRecord = z.infer<typeof stoppedSchema>;
