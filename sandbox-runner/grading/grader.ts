import { setTimeout as sleep } from 'node:timers/promises';
import type { Check, CheckResult } from '../../protocol/checks.ts';
import { AppError } from '../../protocol/errors.ts';
import type { InnerEngine } from '../docker/inner-engine.ts';
import type { Logger } from '../logger.ts';
import { createHistory } from './history.ts';
import { createLatch, type Latch } from './latch.ts';
import { takeSnapshot } from './snapshot.ts';

/** A command's events come in bursts; the state is read when one has paused this long … */
const quietMs = 25;
/** … or has lasted this long. */
const longestBurstMs = 100;
/** An event older than this was told late (the engine remembered it): nobody has waited for its result. */
const oldEventMs = 5000;
/** Gradings in a row without a pause, and after that one for every so many ms: an engine that makes up events costs little. */
const gradingsAtOnce = 30;
const gradingEveryMs = 400;
/** Output is announced by no event. */
const pollMs = 2000;
const firstRetryMs = 500;
const longestRetryMs = 15_000;

export interface GraderOptions {
  readonly engine: InnerEngine;
  readonly checks: readonly Check[];
  /** Ids of checks that this learner passed before; they stay passed. */
  readonly passed: readonly string[];
  /** Gets all results whenever one of them changed. */
  readonly onResults: (results: CheckResult[]) => void;
  readonly logger: Logger;
}

/** Watches one sandbox's engine and grades until closed. Never throws: an engine that can't be read makes checks undecided. */
export interface Grader {
  /** Another lesson, or the same one changed. Grades at once. */
  setChecks(checks: readonly Check[], passed: readonly string[]): void;
  /** Reads the state at once and gives all results, whether or not they changed. */
  run(): Promise<CheckResult[]>;
  results(): CheckResult[];
  close(): void;
}

export function createGrader({ engine, checks, passed, onResults, logger }: GraderOptions): Grader {
  const abort = new AbortController();
  const history = createHistory();
  const budget = createBudget();
  let latch: Latch = createLatch(checks, passed, Date.now());
  let burstBeganMs: number | undefined;
  let lastEventMs: number | undefined;
  let burstTimer: NodeJS.Timeout | undefined;
  let retryTimer: NodeJS.Timeout | undefined;
  let retryMs = firstRetryMs;
  /** Gradings are done one after the other; a wish that comes during one is met by the next. */
  let queue: Promise<unknown> = Promise.resolve();
  let queued = 0;

  const gradeNow = async (): Promise<void> => {
    if (abort.signal.aborted) return;
    const graded = latch;
    const open = graded.open();
    if (open.length === 0) return;
    const waitMs = budget.waitMs();
    if (waitMs > 0) await sleep(waitMs, undefined, { signal: abort.signal }).catch(() => undefined);
    const eventMs = lastEventMs;
    lastEventMs = undefined;
    let hasChanged: boolean;
    try {
      const snapshot = await takeSnapshot(engine, open, history.view());
      history.addImages(snapshot.images.flatMap((image) => image.tags));
      hasChanged = graded.apply(snapshot, moment(eventMs));
      retryMs = firstRetryMs;
    } catch (error) {
      hasChanged = graded.applyFailure(sentenceFor(error), moment(eventMs));
      logger.debug({ err: error }, 'the engine could not be read for grading');
      retryLater();
    }
    if (hasChanged && graded === latch && !isClosed()) onResults(graded.results());
  };

  const grade = (): Promise<void> => {
    queued += 1;
    const mine = queue.then(async () => {
      queued -= 1;
      await gradeNow();
    });
    queue = mine.catch((error: unknown) => logger.error({ err: error }, 'grading failed'));
    return mine;
  };

  const retryLater = (): void => {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => void grade(), retryMs);
    retryMs = Math.min(retryMs * 2, longestRetryMs);
  };

  const onEvent = (atMs: number): void => {
    const now = Date.now();
    if (now - atMs < oldEventMs) lastEventMs = Math.min(atMs, now);
    burstBeganMs ??= now;
    clearTimeout(burstTimer);
    const delay = Math.max(0, Math.min(quietMs, burstBeganMs + longestBurstMs - now));
    burstTimer = setTimeout(() => {
      burstBeganMs = undefined;
      // One that waits in the queue will see what these events told.
      if (queued === 0) void grade();
    }, delay);
  };

  const follow = async (): Promise<void> => {
    for await (const item of engine.events(abort.signal)) {
      if (item.type === 'event') {
        if (history.add(item.event)) onEvent(item.event.atMs);
      } else if (item.type === 'connected') {
        if (queued === 0) void grade();
      } else logger.debug({ err: item.error }, "the engine's events were lost");
    }
  };

  const isClosed = (): boolean => abort.signal.aborted;
  const poll = setInterval(() => {
    const needsOutput = latch.open().some((check) => check.kind === 'container' && check.logs !== undefined);
    if (needsOutput && queued === 0) void grade();
  }, pollMs);
  void follow();

  return {
    setChecks(next, nextPassed) {
      latch = createLatch(next, nextPassed, Date.now());
      onResults(latch.results());
      void grade();
    },
    async run() {
      await grade();
      return latch.results();
    },
    results: () => latch.results(),
    close() {
      abort.abort();
      clearTimeout(burstTimer);
      clearTimeout(retryTimer);
      clearInterval(poll);
    },
  };
}

function moment(eventMs: number | undefined): { nowMs: number; sinceEventMs: number | null } {
  const nowMs = Date.now();
  return { nowMs, sinceEventMs: eventMs === undefined ? null : Math.round((nowMs - eventMs) * 10) / 10 };
}

function sentenceFor(error: unknown): string {
  return error instanceof AppError && error.hint !== undefined
    ? error.hint
    : 'The Docker Engine of this machine could not be read.';
}

/** How long the next grading has to wait so that they don't come faster than the constants above allow. */
function createBudget(): { waitMs(): number } {
  let left = gradingsAtOnce;
  let filledAtMs = Date.now();
  return {
    waitMs() {
      const now = Date.now();
      left = Math.min(gradingsAtOnce, left + (now - filledAtMs) / gradingEveryMs) - 1;
      filledAtMs = now;
      return left >= 0 ? 0 : Math.min(gradingEveryMs, -left * gradingEveryMs);
    },
  };
}
