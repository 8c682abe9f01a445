import type { SandboxList } from '../../protocol/sandbox.ts';
import type { Lease } from './db.ts';

type Live = Pick<Lease, 'id' | 'sandboxId' | 'state' | 'createdAt'>;

/**
 * The request for a machine that its runner knows nothing of may not have reached it yet, or is made again, to a runner that was
 * started again while it prepared one.
 */
const graceMs = 30_000;

/**
 * The live leases for which a runner neither has nor is making a first machine. `live` must have been read at `readAtMs`, before
 * the runner made its list: then a machine that came in between is in the list.
 */
export function lostLeases<L extends Live>(live: readonly L[], list: SandboxList, readAtMs: number): L[] {
  const kept = new Set([
    ...list.sandboxes.flatMap(({ leaseId, node }) => (node === 'main' ? [leaseId] : [])),
    ...list.startingLeases,
  ]);
  const isSettled = ({ sandboxId, state, createdAt }: L): boolean =>
    (sandboxId !== null && state !== 'preparing') || createdAt.getTime() < readAtMs - graceMs;
  return live.filter((lease) => !kept.has(lease.id) && isSettled(lease));
}
