import type { Sandbox } from '../../protocol/sandbox.ts';
import { adoptCheckpoints } from './checkpoints.ts';
import { db } from './db.ts';
import { loseNodes } from './lease-nodes.ts';
import { applySandbox, endLease } from './leases.ts';
import { logger } from './logger.ts';
import { runnerClient } from './runner-client.ts';

/** What a runner listed may be this old when it is compared with the database. */
const settledMs = 5000;
/** A lease without a sandbox may belong to a request that its runner has not had yet, and that is tried again. */
const graceMs = 30_000;
/** A checkpoint that a runner made of a sandbox before it went is looked for this long. */
const adoptWithinMs = 24 * 3600_000;

/** Makes the leases of a runner agree with `sandboxes`, all that it has now. A live lease without a sandbox is lost. */
export async function reconcile(runnerUrl: string, sandboxes: readonly Sandbox[]): Promise<void> {
  // A runner remembers hundreds that ended, and almost all of their leases have ended, too.
  const ids = [...new Set(sandboxes.map(({ leaseId }) => leaseId))];
  const rows = await db().lease.findMany({ where: { id: { in: ids }, endedAt: null }, select: { id: true } });
  const live = new Set(rows.map(({ id }) => id));
  const isNews = ({ state, leaseId }: Sandbox): boolean => state !== 'stopped' || live.has(leaseId);
  for (const sandbox of sandboxes.filter(isNews)) await takeSandbox(runnerUrl, sandbox);
  const before = (ms: number): { lt: Date } => ({ lt: new Date(Date.now() - ms) });
  const orphans = await db().lease.findMany({
    where: {
      runnerUrl,
      endedAt: null,
      id: { notIn: sandboxes.flatMap(({ leaseId, node }) => (node === 'main' ? [leaseId] : [])) },
      OR: [{ sandboxId: { not: null }, createdAt: before(settledMs) }, { createdAt: before(graceMs) }],
    },
  });
  for (const { id } of orphans) {
    logger().warn({ lease: id, runner: runnerUrl }, 'a lease is lost: its runner has no sandbox for it');
    await endLease(id, 'lost');
  }
  await loseNodes(runnerUrl, sandboxes);
  // One that notes a checkpoint may have gone on after it was made.
  const waiting = await db().lease.findMany({
    where: {
      runnerUrl,
      endReason: { in: ['shutdown', 'lost'] },
      endedAt: { gt: new Date(Date.now() - adoptWithinMs) },
    },
  });
  if (waiting.length > 0) await adoptCheckpoints(waiting, await runnerClient(runnerUrl).listCheckpoints());
}

/** Writes what a runner says about one sandbox. A sandbox whose lease has ended is stopped; one that is not ours is left alone. */
export async function takeSandbox(runnerUrl: string, sandbox: Sandbox): Promise<void> {
  if ((await applySandbox(sandbox)) !== null || sandbox.state === 'stopped') return;
  const lease = await db().lease.findUnique({ where: { id: sandbox.leaseId } });
  if (lease?.endReason != null) await runnerClient(runnerUrl).stop(sandbox.id, lease.endReason);
}
