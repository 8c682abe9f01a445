import { setTimeout as delay } from 'node:timers/promises';
import { keepCheckpoint, dropCheckpoint } from './checkpoints.ts';
import { db } from './db.ts';
import { siteConfig } from './env.ts';
import { allCourses } from './lessons.ts';
import { logger } from './logger.ts';
import { reconcile } from './reconcile.ts';
import { runnerClient } from './runner-client.ts';

const everyMs = 10_000;
/** A machine that ends by itself within this is saved in every round, so that at most the last 10 s of work are lost. */
const saveBeforeEndMs = 25_000;
const keepCheckpointsMs = 3 * 24 * 3600_000;

/** Until `signal`: every 10 s looks after leases on the runners that `reachableRunners` names. Errors are logged. */
export async function keepLeases(signal: AbortSignal, reachableRunners: () => readonly string[]): Promise<void> {
  while (await isStillWanted(signal)) {
    for (const url of reachableRunners()) {
      try {
        await reconcile(url, await runnerClient(url).listSandboxes());
        await saveEnding(url);
        await forgetOldCheckpoints(url);
        await prepareRunner(url);
      } catch (error) {
        logger().warn({ runner: url, err: error }, 'leases could not be looked after');
      }
    }
  }
}

/** Waits for the next round. False: there is none. */
async function isStillWanted(signal: AbortSignal): Promise<boolean> {
  await delay(everyMs, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}

/** What each runner was last asked to keep ready, as JSON. */
const prepared = new Map<string, string>();

/** Tells a runner which sets of images lessons start with; again only when that changed, or with `isNew`, always. */
export async function prepareRunner(url: string, isNew = false): Promise<void> {
  const courses = await allCourses();
  const sets = new Map(
    courses.flatMap(({ lessons }) => lessons.map(({ present }) => [JSON.stringify([...present].sort()), present])),
  );
  const wanted = [...sets.values()].map((presentImages) => ({ presentImages, warm: siteConfig().warm }));
  const key = JSON.stringify(wanted);
  if (!isNew && prepared.get(url) === key) return;
  await runnerClient(url).prepare(wanted);
  prepared.set(url, key);
}

async function saveEnding(runnerUrl: string): Promise<void> {
  const soon = new Date(Date.now() + saveBeforeEndMs);
  const ending = await db().lease.findMany({
    where: { runnerUrl, endedAt: null, state: 'ready', OR: [{ expiresAt: { lt: soon } }, { idleAt: { lt: soon } }] },
  });
  for (const lease of ending) await keepCheckpoint(lease, 'Before its time was over');
}

async function forgetOldCheckpoints(runnerUrl: string): Promise<void> {
  const before = new Date(Date.now() - keepCheckpointsMs);
  const old = await db().lease.findMany({
    where: { runnerUrl, endedAt: { not: null }, checkpointAt: { lt: before } },
    take: 50,
  });
  for (const lease of old) await dropCheckpoint(lease);
}
