import { nodeNames, type NodeName } from '../../protocol/node.ts';
import type { StopReason, Sandbox } from '../../protocol/sandbox.ts';
import type { LeaseView } from '../../protocol/site.ts';
import { db, type Lease, type LeaseNode } from './db.ts';
import { keepPausedMs } from './retention.ts';

/** A lease row, and those of its further machines, as its learner sees them. */
export async function leaseView(lease: Lease): Promise<LeaseView> {
  const further = lease.nodeCount === null ? [] : await db().leaseNode.findMany({ where: { leaseId: lease.id } });
  // The assignments of the database's lists to the protocol's are what keeps the two equal: another list won't compile.
  const state: Sandbox['state'] = lease.state;
  const stopReason: StopReason | null = lease.endReason;
  const main = { node: 'main' as const, state, detail: lease.detail, stopReason };
  return {
    id: lease.id,
    lesson: lease.lesson,
    state,
    detail: lease.detail,
    stopReason,
    expiresAtMs: lease.expiresAt.getTime(),
    idleAtMs: lease.idleAt.getTime(),
    checkpoint: lease.checkpoint,
    keptUntilMs: lease.checkpointAt === null ? null : lease.checkpointAt.getTime() + keepPausedMs,
    nodes: [main, ...nodeNames.flatMap((name) => further.filter(({ node }) => node === name).map(nodeView(name)))],
    isNumbered: lease.nodeCount !== null,
    nowMs: Date.now(),
  };
}

const nodeView =
  (node: NodeName) =>
  ({ state, detail, endReason }: LeaseNode): LeaseView['nodes'][number] => ({
    ...{ node, state, detail },
    stopReason: endReason,
  });
