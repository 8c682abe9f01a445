import { setTimeout as delay } from 'node:timers/promises';
import { doAtOnce } from './at-once.ts';
import { keepCheckpoint, dropCheckpoint } from './checkpoints.ts';
import { db } from './db.ts';
import { siteConfig } from './env.ts';
import { freePlay } from './free-play.ts';
import { hasFurtherNodes } from './lease-nodes.ts';
import { allCourses } from './lessons.ts';
import { logger } from './logger.ts';
import { reconcile } from './reconcile.ts';
import { recipeOf } from './recipes.ts';
import { keepPausedMs } from './retention.ts';
import { runnerClient } from './runner-client.ts';
import { forgetOldStates } from './saved-states.ts';

const everyMs = 10_000;
const tidyEveryRounds = 60;
/** A machine that ends by itself within this is saved in every round, so that at most the last 10 s of work are lost. */
const saveBeforeEndMs = 25_000;
const savedAtOnce = 4;

/** Until `signal`: every 10 s looks after leases on the runners that `reachableRunners` names. Errors are logged. */
export async function keepLeases(signal: AbortSignal, reachableRunners: () => readonly string[]): Promise<void> {
  for (let round = 0; await isStillWanted(signal); round++) {
    const isTidyRound = round % tidyEveryRounds === 0;
    await Promise.all(reachableRunners().map((url) => lookAfter(url, isTidyRound)));
  }
}

async function lookAfter(url: string, isTidyRound: boolean): Promise<void> {
  try {
    await reconcile(url);
    await saveEnding(url);
    await forgetOldCheckpoints(url);
    if (isTidyRound) await forgetOldStates(url);
    await prepareRunner(url);
  } catch (error) {
    logger().warn({ runner: url, err: error }, 'leases could not be looked after');
  }
}

/** Waits for the next round. False: there is none. */
async function isStillWanted(signal: AbortSignal): Promise<boolean> {
  await delay(everyMs, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}

/** What each runner was last asked to keep ready, as JSON. */
const prepared = new Map<string, string>();

/**
 * Tells a runner which sets of images lessons start with, and how to make the beginnings of their steps; again only when
 * that changed, or with `isNew`, always.
 */
export async function prepareRunner(url: string, isNew = false): Promise<void> {
  const courses = await allCourses();
  const lessons = [freePlay, ...courses.flatMap((course) => course.lessons)];
  const sets = new Map(lessons.map(({ present }) => [JSON.stringify([...present].sort()), present]));
  const wanted = [...sets.values()].map((presentImages) => ({ presentImages, warm: siteConfig().warm }));
  const recipes = new Map(
    courses
      .flatMap(({ lessons }) => lessons.map(recipeOf))
      .flatMap((one) => (one === undefined ? [] : [[one.key, one.recipe]])),
  );
  const key = JSON.stringify([wanted, ...recipes.keys()]);
  if (!isNew && prepared.get(url) === key) return;
  await runnerClient(url).prepare(wanted);
  for (const missing of await runnerClient(url).wantRecipes([...recipes.keys()])) {
    const recipe = recipes.get(missing);
    if (recipe !== undefined) await runnerClient(url).putRecipe(missing, recipe);
  }
  prepared.set(url, key);
}

async function saveEnding(runnerUrl: string): Promise<void> {
  const soon = new Date(Date.now() + saveBeforeEndMs);
  const ending = await db().lease.findMany({
    where: {
      runnerUrl,
      endedAt: null,
      // The disk is saved, for which no engine needs to answer.
      state: { in: ['ready', 'unwell'] },
      OR: [{ expiresAt: { lt: soon } }, { idleAt: { lt: soon } }],
    },
  });
  await doAtOnce(
    savedAtOnce,
    ending,
    async (lease) => {
      if (!(await hasFurtherNodes(lease))) await keepCheckpoint(lease, 'Before its time was over');
    },
    (lease, error) => logger().warn({ lease: lease.id, err: error }, 'a machine could not be saved before its end'),
  );
}

async function forgetOldCheckpoints(runnerUrl: string): Promise<void> {
  const before = new Date(Date.now() - keepPausedMs);
  const old = await db().lease.findMany({
    where: { runnerUrl, endedAt: { not: null }, checkpointAt: { lt: before } },
    take: 50,
  });
  for (const lease of old) await dropCheckpoint(lease);
}
