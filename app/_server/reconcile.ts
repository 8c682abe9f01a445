import type { Sandbox } from '../../protocol/sandbox.ts';
import { doAtOnce } from './at-once.ts';
import { adoptCheckpoints } from './checkpoints.ts';
import { db } from './db.ts';
import { loseNodes, settledNodes } from './lease-nodes.ts';
import { applySandbox, endLease } from './leases.ts';
import { logger } from './logger.ts';
import { lostLeases } from './lost-leases.ts';
import { runnerClient } from './runner-client.ts';

/** A checkpoint that a runner made of a sandbox before it went is looked for this long. */
const adoptWithinMs = 24 * 3600_000;

const takenAtOnce = 4;

/** Makes the leases of a runner agree with what it has now. A live lease that it neither has nor makes a sandbox for is lost. */
export async function reconcile(runnerUrl: string): Promise<void> {
  const readAtMs = Date.now();
  const live = await db().lease.findMany({ where: { runnerUrl, endedAt: null } });
  const nodes = await settledNodes(runnerUrl);
  const list = await runnerClient(runnerUrl).listSandboxes();
  // A runner remembers hundreds that ended, and almost all of their leases have ended, too.
  const liveIds = new Set(live.map(({ id }) => id));
  const isNews = ({ state, leaseId }: Sandbox): boolean => state !== 'stopped' || liveIds.has(leaseId);
  await doAtOnce(
    takenAtOnce,
    list.sandboxes.filter(isNews),
    (sandbox) => takeSandbox(runnerUrl, sandbox),
    ({ id }, error) => logger().warn({ sandbox: id, err: error }, 'what a runner says of a sandbox could not be taken'),
  );
  for (const { id, sandboxId, state } of lostLeases(live, list, readAtMs))
    if ((await endLease(id, 'lost', '', { sandboxId, state })) !== null)
      logger().warn({ lease: id, runner: runnerUrl }, 'a lease is lost: its runner has no sandbox for it');
  await loseNodes(nodes, list);
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
