import type { SandboxList } from '../../protocol/sandbox.ts';
import type { Lease } from './db.ts';

type Live = Pick<Lease, 'id' | 'sandboxId' | 'createdAt'>;

/** A lease that its runner knows nothing of may belong to a request that it has not had yet, and that is tried again. */
const graceMs = 30_000;

/**
 * The leases that a runner has no machine for, and makes none. `live` are those without an end, read before the runner made
 * its list: a machine that came in between is listed, and its lease is not held to have had one.
 */
export function lostLeases<L extends Live>(live: readonly L[], list: SandboxList, nowMs: number): L[] {
  const kept = new Set([
    ...list.sandboxes.flatMap(({ leaseId, node }) => (node === 'main' ? [leaseId] : [])),
    ...list.startingLeases,
  ]);
  const isSettled = ({ sandboxId, createdAt }: L): boolean =>
    sandboxId !== null || createdAt.getTime() < nowMs - graceMs;
  return live.filter((lease) => !kept.has(lease.id) && isSettled(lease));
}
