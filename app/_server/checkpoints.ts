import type { Checkpoint } from '../../protocol/sandbox.ts';
import { adoptable } from './adoptable.ts';
import { db, type Lease } from './db.ts';
import { noteCheckpoint } from './leases.ts';
import { logger } from './logger.ts';
import { maxPausedMachines } from './retention.ts';
import { runnerClient } from './runner-client.ts';

/**
 * Snapshots a lease's sandbox, and only then drops the older checkpoints of this learner and lesson, and those of other
 * lessons that are too many. Throws what the runner says about the snapshot.
 */
export async function keepCheckpoint(lease: Lease, name: string): Promise<void> {
  if (lease.sandboxId === null) return;
  const { learnerId, lesson } = lease;
  const kept = await db().lease.findMany({
    where: { learnerId, checkpoint: { not: null } },
    orderBy: { checkpointAt: 'desc' },
  });
  await noteCheckpoint(lease.id, await runnerClient(lease.runnerUrl).createCheckpoint(lease.sandboxId, name));
  const ofLesson = kept.filter((other) => other.lesson === lesson);
  const others = kept.filter((other) => other.lesson !== lesson).slice(maxPausedMachines - 1);
  for (const other of [...ofLesson, ...others])
    await (other.id === lease.id ? deleteReplaced(other) : dropCheckpoint(other)).catch(tolerate(other));
}

/** Deletes the checkpoint that `lease` notes, unless the lease has another one by now. */
export async function dropCheckpoint(lease: Lease): Promise<void> {
  const { id, checkpoint } = lease;
  if (checkpoint === null) return;
  const { count } = await db().lease.updateMany({
    where: { id, checkpoint },
    data: { checkpoint: null, checkpointAt: null },
  });
  if (count > 0) await runnerClient(lease.runnerUrl).deleteCheckpoint(checkpoint);
}

/**
 * Notes what a runner saved by itself before it was shut down, so that learners can go on from there. `leases`: the ended
 * ones that may have such a state; `checkpoints`: all that their runner has.
 */
export async function adoptCheckpoints(leases: readonly Lease[], checkpoints: readonly Checkpoint[]): Promise<void> {
  for (const { lease, checkpoint } of adoptable(leases, checkpoints)) {
    const { count } = await db().lease.updateMany({
      where: { id: lease.id, checkpoint: lease.checkpoint },
      data: { checkpoint: checkpoint.id, checkpointAt: new Date(checkpoint.createdAtMs) },
    });
    if (count > 0) await deleteReplaced(lease).catch(tolerate(lease));
  }
}

/** Deletes a checkpoint that its lease notes no longer. */
async function deleteReplaced({ checkpoint, runnerUrl }: Lease): Promise<void> {
  if (checkpoint !== null) await runnerClient(runnerUrl).deleteCheckpoint(checkpoint);
}

// What stays on a runner and is noted nowhere is dropped later, as a checkpoint of nobody.
const tolerate =
  (lease: Lease) =>
  (error: unknown): void =>
    logger().warn({ lease: lease.id, err: error }, 'an older checkpoint could not be dropped');
