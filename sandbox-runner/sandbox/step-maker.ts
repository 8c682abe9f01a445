import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../protocol/errors.ts';
import type { Recipe } from '../../protocol/recipes.ts';
import { limitsSchema } from '../../protocol/sandbox.ts';
import { requireDisk } from './capacity.ts';
import { destroySandbox } from './destroy-sandbox.ts';
import { furnish, restartContainers } from './furnish.ts';
import type { Goldens } from './golden.ts';
import type { Grading } from './inside.ts';
import { volumeNames, type LiveSandbox, type Workshop } from './live-sandbox.ts';
import { stateVolume, type StepState, type StepStates } from './step-states.ts';
import type { WarmPools } from './warm-pools.ts';

const lookEveryMs = 1000;
/** A recipe that failed is tried again after this: the cause may have been the moment. */
const restMs = 10 * 60_000;
/** A build in a lesson takes half a minute, and on a busy machine ten times as long. */
export const lineTimeoutMs = 300_000;
const settleMs = 60_000;
const stopGraceMs = 25_000;
/** On a busy machine, so many times as long as the last beginning took passes before the next one is made. */
const restFactor = 6;

export interface StepMakerOptions {
  readonly workshop: Workshop;
  readonly states: StepStates;
  readonly goldens: Goldens;
  readonly pools: WarmPools;
  /** Is there room, and nobody who waits for a machine? */
  readonly isIdle: () => boolean;
  /** Do other things keep the processors of this machine busy? */
  readonly isBusy: () => boolean;
}

/**
 * Makes the beginnings of all steps of all recipes ahead of time, until `signal`: one at a time, only while nobody waits
 * for a machine, and with pauses while the machine is busy: a class that works comes first, and who jumps to a step that is not
 * made yet waits until it is done for them. Errors are logged and noted at the recipe. The returned promise ends when the last sandbox of its
 * own is gone.
 */
export async function makeSteps(options: StepMakerOptions, signal: AbortSignal): Promise<void> {
  const { states, goldens, workshop } = options;
  let checked = new Set<string>();
  let restUntilMs = 0;
  const isStopping = (): boolean => signal.aborted;
  while (!isStopping()) {
    await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
    await states.forgetStale(Date.now()).catch((error: unknown) => {
      workshop.logger.error({ err: error }, 'old beginnings of steps could not be removed');
    });
    const unchecked = states.list().find(({ key }) => !checked.has(key))?.key;
    const key = unchecked ?? states.next(restMs);
    if (isStopping() || key === undefined || !options.isIdle()) continue;
    if (options.isBusy() && Date.now() < restUntilMs) continue;
    const recipe = states.get(key)?.recipe;
    if (recipe === undefined) continue;
    try {
      const goldenKey = await goldens.key(recipe.presentImages);
      await states.startOver(key, goldenKey);
      checked = new Set([...checked, key]);
      const startedMs = Date.now();
      if (states.next(restMs) !== undefined) await makeNext(options, key, recipe, goldenKey, signal);
      restUntilMs = Date.now() + restFactor * (Date.now() - startedMs);
    } catch (error) {
      if (isStopping()) return;
      checked = new Set([...checked, key]);
      states.fail(key, error instanceof Error ? error.message : String(error));
      workshop.logger.error({ err: error, lesson: recipe.lesson }, 'the beginning of a step could not be made');
    }
  }
}

/** Makes the first state of `recipe` that is missing. */
async function makeNext(
  options: StepMakerOptions,
  key: string,
  recipe: Recipe,
  goldenKey: string,
  signal: AbortSignal,
): Promise<void> {
  const { states, workshop } = options;
  const { storage } = workshop.ground;
  const made = states.get(key)?.made.states ?? [];
  const index = made.length;
  const step = recipe.steps[index];
  const before = recipe.steps[index - 1];
  const last = made[index - 1];
  if (step === undefined) return;
  if (before === undefined || last === undefined || before.typed.length === 0) {
    await states.add(key, { volume: null, running: [], ...last, step: step.id });
    return;
  }
  await requireDisk(storage);
  const startedMs = Date.now();
  const volume = stateVolume(key, index);
  await states.making(volume, async () => {
    await storage.remove(volume);
    const live = await start(options, recipe, goldenKey, last);
    // Ends the typing.
    const onStop = (): void => workshop.inside.release(live.id, 'the runner stops');
    signal.addEventListener('abort', onStop);
    // From before the first command: some checks are about what is gone afterwards.
    const grading = workshop.inside.grade(live.handle, {
      checks: recipe.checks,
      passed: [...recipe.steps.slice(0, index - 1).flatMap(({ checks }) => checks), ...askedOfPerson(recipe)],
      skipped: [],
      onResults: () => undefined,
    });
    try {
      signal.throwIfAborted();
      await workshop.inside.typeStep(live.handle, before.typed, {
        lineTimeoutMs,
        async isGreen(check) {
          signal.throwIfAborted();
          return (await grading.run()).some(({ id, verdict }) => id === check && verdict === 'pass');
        },
      });
      await settle(grading, before, signal);
      const running = await workshop.inside.runningContainers(live.handle);
      // In order, so that databases and the engine itself find their files as a clean end leaves them.
      await workshop.engine.stopContainer(live.containerId, stopGraceMs);
      await storage.snapshot(live.volume, volume);
      if (!(await states.add(key, { step: step.id, volume, running }))) await storage.remove(volume);
    } finally {
      signal.removeEventListener('abort', onStop);
      grading.close();
      await destroySandbox(workshop, live);
    }
  });
  workshop.logger.info(
    { lesson: recipe.lesson, step: step.id, tookMs: Date.now() - startedMs },
    'the beginning of a step was made',
  );
}

/** A sandbox as `state` says, with whatever ran in it. */
async function start(
  { workshop, goldens, pools }: StepMakerOptions,
  recipe: Recipe,
  goldenKey: string,
  state: StepState,
): Promise<LiveSandbox> {
  if (state.volume === null) await goldens.ensure(goldenKey, recipe.presentImages);
  const live = await pools.restore(state.volume ?? volumeNames.golden(goldenKey), limitsSchema.parse({}), false);
  try {
    if (state.volume === null) await furnish(workshop, live, recipe);
    else await restartContainers(workshop, live, state.running);
    return live;
  } catch (error) {
    await destroySandbox(workshop, live);
    throw error;
  }
}

/** Nothing that is typed into a terminal answers a question, and no state of a machine depends on it. */
function askedOfPerson({ checks }: Recipe): string[] {
  return checks.filter(({ kind }) => kind === 'answer' || kind === 'quiz').map(({ id }) => id);
}

/** Waits until the checks of `step` are green. Throws AppError bad_request that says which are not. */
async function settle(grading: Grading, step: Recipe['steps'][number], signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + settleMs;
  for (;;) {
    const red = (await grading.run()).filter(({ id, verdict }) => step.checks.includes(id) && verdict !== 'pass');
    if (red.length === 0) return;
    if (Date.now() > deadline) {
      const which = red.map(({ id, found }) => `${id} (${found})`).join(', ');
      throw new AppError('bad_request', `after the solution of step ${step.id}, not green: ${which}`);
    }
    await sleep(250, undefined, { signal });
  }
}
