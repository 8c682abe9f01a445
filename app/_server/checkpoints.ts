import type { Checkpoint } from '../../protocol/sandbox.ts';
import { db, type Lease } from './db.ts';
import { noteCheckpoint } from './leases.ts';
import { maxPausedMachines } from './retention.ts';
import { runnerClient } from './runner-client.ts';

/** Snapshots a lease's sandbox, and drops the older checkpoints of this learner and lesson. Throws what the runner says. */
export async function keepCheckpoint(lease: Lease, name: string): Promise<void> {
  if (lease.sandboxId === null) return;
  const { learnerId, lesson } = lease;
  const kept = await db().lease.findMany({
    where: { learnerId, checkpoint: { not: null } },
    orderBy: { checkpointAt: 'desc' },
  });
  const older = kept.filter((other) => other.lesson === lesson);
  for (const other of kept.filter((other) => other.lesson !== lesson).slice(maxPausedMachines - 1))
    await dropCheckpoint(other);
  const checkpoint = await runnerClient(lease.runnerUrl).createCheckpoint(lease.sandboxId, name);
  await noteCheckpoint(lease.id, checkpoint.id);
  for (const other of older) {
    if (other.id === lease.id && other.checkpoint !== null)
      await runnerClient(other.runnerUrl).deleteCheckpoint(other.checkpoint);
    else await dropCheckpoint(other);
  }
}

/** Deletes the checkpoint that `lease` notes. */
export async function dropCheckpoint(lease: Lease): Promise<void> {
  if (lease.checkpoint === null) return;
  await noteCheckpoint(lease.id, null);
  await runnerClient(lease.runnerUrl).deleteCheckpoint(lease.checkpoint);
}

/** Notes checkpoints that a runner made by itself before it was shut down, so that their learners can go on from them. */
export async function adoptCheckpoints(checkpoints: readonly Checkpoint[]): Promise<void> {
  for (const { id, sandboxId, createdAtMs } of checkpoints)
    await db().lease.updateMany({
      where: { sandboxId, checkpoint: null, endReason: { in: ['shutdown', 'lost'] } },
      data: { checkpoint: id, checkpointAt: new Date(createdAtMs) },
    });
}
