import type { Checkpoint } from '../../protocol/sandbox.ts';
import type { Lease } from './db.ts';

type Ended = Pick<Lease, 'sandboxId' | 'checkpoint' | 'checkpointAt'>;

export interface Adoption<L extends Ended> {
  readonly lease: L;
  readonly checkpoint: Checkpoint;
}

/**
 * Which of a runner's checkpoints these ended leases are to note: of each sandbox the newest that the runner made by itself
 * before it was shut down, where the lease notes none or an older one. A learner's own are not touched.
 */
export function adoptable<L extends Ended>(leases: readonly L[], checkpoints: readonly Checkpoint[]): Adoption<L>[] {
  const newest = new Map<string, Checkpoint>();
  for (const checkpoint of checkpoints)
    if (checkpoint.kind === 'shutdown' && checkpoint.createdAtMs > (newest.get(checkpoint.sandboxId)?.createdAtMs ?? 0))
      newest.set(checkpoint.sandboxId, checkpoint);
  return leases.flatMap((lease) => {
    const checkpoint = newest.get(lease.sandboxId ?? '');
    const notedAtMs = lease.checkpoint === null ? 0 : (lease.checkpointAt?.getTime() ?? 0);
    return checkpoint !== undefined && checkpoint.createdAtMs > notedAtMs ? [{ lease, checkpoint }] : [];
  });
}
