import type { StopReason, Sandbox } from '../../protocol/sandbox.ts';
import type { LeaseView } from '../../protocol/site.ts';
import type { Lease } from './db.ts';

/** A lease row as its learner sees it. */
export function leaseView(lease: Lease): LeaseView {
  // The assignments of the database's lists to the protocol's are what keeps the two equal: another list won't compile.
  const state: Sandbox['state'] = lease.state;
  const stopReason: StopReason | null = lease.endReason;
  return {
    id: lease.id,
    lesson: lease.lesson,
    state,
    detail: lease.detail,
    stopReason,
    expiresAtMs: lease.expiresAt.getTime(),
    idleAtMs: lease.idleAt.getTime(),
    checkpoint: lease.checkpoint,
    nowMs: Date.now(),
  };
}
