import { AppError } from '../../protocol/errors.ts';
import type { CheckpointList } from '../../protocol/site.ts';
import type { Checkpoint as RunnerCheckpoint } from '../../protocol/sandbox.ts';
import { db, type Checkpoint, type Lease } from './db.ts';
import { logger } from './logger.ts';
import { keepCheckpointMs, maxAutomaticCheckpoints, maxOwnCheckpoints } from './retention.ts';
import { runnerClient } from './runner-client.ts';

/** What a runner has may be younger than the row that says whose it is. */
const orphanAfterMs = 3600_000;

/**
 * Keeps the machine of a live lease as it is now. `own`: with the learner's name for it, throws quota_exceeded when they
 * have as many as they may. `automatic`: the oldest ones go, but not the one with the id `except`.
 */
export async function saveState(
  lease: Lease & { sandboxId: string },
  kind: Checkpoint['kind'],
  name: string,
  except?: string,
): Promise<void> {
  const { learnerId, lesson, runnerUrl, sandboxId } = lease;
  const kept = await db().checkpoint.findMany({ where: { learnerId, kind }, orderBy: { createdAt: 'desc' } });
  if (kind === 'own' && kept.length >= maxOwnCheckpoints)
    throw new AppError('quota_exceeded', `${learnerId} has ${kept.length} checkpoints`, {
      hint: `You have ${kept.length} checkpoints, in all lessons together, which is as many as you may. Delete one, then save this one.`,
    });
  const { id } = await runnerClient(runnerUrl).createCheckpoint(sandboxId, name, kind === 'own' ? 'asked' : kind);
  await db().checkpoint.create({ data: { id, learnerId, lesson, runnerUrl, kind, name } });
  if (kind === 'own') return;
  const ofLesson = kept.filter((other) => other.lesson === lesson).slice(maxAutomaticCheckpoints - 1);
  const others = kept.filter((other) => other.lesson !== lesson).slice(maxAutomaticCheckpoints);
  // The learner waits for a machine, not for this. What stays is dropped the next time.
  void dropAll([...ofLesson, ...others].filter((old) => old.id !== except));
}

async function dropAll(states: readonly Checkpoint[]): Promise<void> {
  for (const state of states)
    await dropState(state).catch((error: unknown) =>
      logger().warn({ checkpoint: state.id, err: error }, 'an old checkpoint could not be dropped'),
    );
}

/** The learner's checkpoints of a lesson, newest first, with sizes where the runner answers. */
export async function listStates(learnerId: string, lesson: string): Promise<CheckpointList> {
  const rows = await db().checkpoint.findMany({ where: { learnerId, lesson }, orderBy: { createdAt: 'desc' } });
  const total = await db().checkpoint.count({ where: { learnerId, kind: 'own' } });
  const known = new Map<string, RunnerCheckpoint>();
  for (const url of new Set(rows.map(({ runnerUrl }) => runnerUrl)))
    for (const one of await runnerClient(url)
      .listCheckpoints()
      .catch(() => []))
      known.set(one.id, one);
  return {
    checkpoints: rows.map(({ id, kind, name, createdAt }) => ({
      ...{ id, kind, name },
      createdAtMs: createdAt.getTime(),
      keptUntilMs: createdAt.getTime() + keepCheckpointMs,
      sizeBytes: known.get(id)?.sizeBytes ?? null,
    })),
    own: total,
    maxOwn: maxOwnCheckpoints,
  };
}

/** A checkpoint of this learner and lesson. Throws checkpoint_not_found also for somebody else's. */
export async function requireState(learnerId: string, lesson: string, id: string): Promise<Checkpoint> {
  const row = /^[a-z0-9]{20}$/.test(id) ? await db().checkpoint.findUnique({ where: { id } }) : null;
  if (row === null || row.learnerId !== learnerId || row.lesson !== lesson)
    throw new AppError('checkpoint_not_found', `no checkpoint ${id} of learner ${learnerId}`, {
      hint: 'This checkpoint does not exist any more.',
    });
  return row;
}

export async function dropState({ id, runnerUrl }: Checkpoint): Promise<void> {
  await runnerClient(runnerUrl).deleteCheckpoint(id);
  await db().checkpoint.deleteMany({ where: { id } });
}

/** Drops what is older than it is promised to be kept, and what a runner has of nobody. */
export async function forgetOldStates(runnerUrl: string): Promise<void> {
  const before = new Date(Date.now() - keepCheckpointMs);
  for (const old of await db().checkpoint.findMany({ where: { runnerUrl, createdAt: { lt: before } }, take: 50 }))
    await dropState(old);
  const asked = (await runnerClient(runnerUrl).listCheckpoints()).filter(
    ({ kind, createdAtMs }) => kind !== 'shutdown' && createdAtMs < Date.now() - orphanAfterMs,
  );
  const ids = asked.map(({ id }) => id);
  const [rows, leases] = await Promise.all([
    db().checkpoint.findMany({ where: { id: { in: ids } }, select: { id: true } }),
    db().lease.findMany({ where: { checkpoint: { in: ids } }, select: { checkpoint: true } }),
  ]);
  const owned = new Set<string | null>([...rows.map(({ id }) => id), ...leases.map(({ checkpoint }) => checkpoint)]);
  for (const id of ids.filter((one) => !owned.has(one))) {
    logger().info({ checkpoint: id, runner: runnerUrl }, 'a checkpoint of nobody is dropped');
    await runnerClient(runnerUrl).deleteCheckpoint(id);
  }
}
