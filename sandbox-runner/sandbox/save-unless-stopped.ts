import type { StopReason } from '../../protocol/sandbox.ts';
import type { JsonStore } from './json-store.ts';
import type { Lease } from './lease.ts';
import type { SandboxRecord } from './record.ts';

/**
 * Notes that the sandbox is its learner's from here on, unless `stopReason` gives a reason. That it gives before or after,
 * as a stop may come while the note is written; null: it is the learner's. Throws what the store does.
 */
export async function saveUnlessStopped(
  records: JsonStore<SandboxRecord>,
  lease: Lease,
  stopReason: () => StopReason | null,
): Promise<StopReason | null> {
  if (stopReason() === null) await records.save(lease.id, lease.record());
  return stopReason();
}
