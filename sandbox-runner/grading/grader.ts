import { setTimeout as sleep } from 'node:timers/promises';
import type { GivenAnswer } from '../../protocol/answers.ts';
import type { Check, CheckResult } from '../../protocol/checks.ts';
import { AppError } from '../../protocol/errors.ts';
import { nodeHostname, nodeNames, type NodeName } from '../../protocol/node.ts';
import type { EngineEvent } from '../docker/event-schema.ts';
import type { Logger } from '../logger.ts';
import { rightAnswer } from './checks/live-value.ts';
import type { Snapshot } from './facts.ts';
import { createLatch, type Latch } from './latch.ts';
import type { Machine } from './machine-watch.ts';
import { createWatches } from './machine-watches.ts';
import { needsOf, needsPolling } from './needs.ts';
import { createPace, pollTickMs } from './pace.ts';
import type { SnapshotParts } from './snapshot.ts';

/** A command's events come in bursts; the state is read when one has paused this long … */
const quietMs = 25;
/** … or has lasted this long. */
const longestBurstMs = 100;
/** An event older than this was told late (the engine remembered it): nobody has waited for its result. */
const oldEventMs = 5000;
const firstRetryMs = 500;
const longestRetryMs = 15_000;
/** Who asks for a grading wants what is so now, but not twice in the same moment. */
const askedAgeMs = 300;
const first: NodeName = 'main';

export interface GraderOptions {
  /** The machines of the lease that are there now, by name; `main` always. */
  readonly machines: () => ReadonlyMap<NodeName, Machine>;
  readonly checks: readonly Check[];
  /** Ids of checks that this learner passed before; they stay passed. */
  readonly passed: readonly string[];
  /** Ids of checks that are not graded here, and that no other check waits for. */
  readonly skipped?: readonly string[];
  /** Gets all results whenever one of them changed. */
  readonly onResults: (results: CheckResult[]) => void;
  /** What the learner has in the registry that takes pushes. */
  readonly readPushed?: SnapshotParts['readPushed'];
  /** When somebody last typed on one of the machines. */
  readonly lastActivityMs?: () => number | undefined;
  readonly logger: Logger;
}

/** Watches the engines of one lease and grades until closed. Never throws: an engine that can't be read makes checks undecided. */
export interface Grader {
  /** Another lesson, or the same one changed. Grades at once. */
  setChecks(checks: readonly Check[], passed: readonly string[], skipped?: readonly string[]): void;
  /** Reads the state at once and gives all results, whether or not they changed. */
  run(): Promise<CheckResult[]>;
  /**
   * Grades what a learner answered to the question of check `id`, by the state at this moment; `right`: what is right, if
   * anything is. Throws AppError not_found when no such question is graded here.
   */
  answer(id: string, given: GivenAnswer): Promise<CheckResult>;
  /** The check has been passed by other means than the state of the machine. */
  pass(id: string): void;
  results(): CheckResult[];
  close(): void;
}

interface Wish {
  readonly isMeant: (check: Check) => boolean;
  /** Only what no event announces. */
  readonly isPoll: boolean;
  readonly maxAgeMs: number;
  readonly answer?: { readonly id: string; readonly given: GivenAnswer };
}

export function createGrader(options: GraderOptions): Grader {
  const { machines, onResults, logger } = options;
  const abort = new AbortController();
  const pace = createPace(options.lastActivityMs ?? (() => undefined));
  let latch: Latch = createLatch(options.checks, options.passed, Date.now(), options.skipped);
  let burstBeganMs: number | undefined;
  let lastEventMs: number | undefined;
  let burstTimer: NodeJS.Timeout | undefined;
  let retryTimer: NodeJS.Timeout | undefined;
  let againTimer: NodeJS.Timeout | undefined;
  let retryMs = firstRetryMs;
  /** Gradings are done one after the other; a wish that comes during one is met by the next. */
  let queue: Promise<unknown> = Promise.resolve();
  /** Those of everything that wait for their turn. */
  let queued = 0;
  let isPolling = false;

  const gradeNow = async ({ isMeant, isPoll, maxAgeMs, answer }: Wish): Promise<void> => {
    if (abort.signal.aborted) return;
    const graded = latch;
    const waitMs = pace.waitMs();
    if (waitMs > 0) await sleep(waitMs, undefined, { signal: abort.signal }).catch(() => undefined);
    const eventMs = isPoll ? undefined : lastEventMs;
    if (!isPoll) lastEventMs = undefined;
    const waiting = graded.open().filter((check) => graded.isWaiting(check));
    const seen: { hasChanged: boolean; error: unknown } = { hasChanged: false, error: undefined };
    const there = machines();
    watches.keepOnly([...there.values()]);
    for (const node of new Set(graded.open().map(nodeOf))) {
      const open = graded.open().filter((check) => nodeOf(check) === node && isMeant(check));
      if (open.length === 0) continue;
      const look = async (checks: readonly Check[], ageMs: number): Promise<void> => {
        const taken = await watches.take(there, node, {
          ...{ checks, waiting, asked: answer?.id, maxAgeMs: ageMs, readPushed: options.readPushed },
        });
        const answers = answersFor(answer, checks, taken.snapshot);
        const isLookedAt = (check: Check): boolean => checks.includes(check);
        if (graded.apply({ ...taken.snapshot, answers }, moment(eventMs), isLookedAt)) seen.hasChanged = true;
        seen.error ??= taken.error;
      };
      await look(open, maxAgeMs);
      if (graded.doubted().length > 0) await look(graded.doubted(), 0);
    }
    if (seen.error === undefined) retryMs = firstRetryMs;
    else {
      logger.debug({ err: seen.error }, 'the engine could not be read for grading');
      retryLater();
    }
    if (graded !== latch || isClosed()) return;
    lookAgain();
    if (seen.hasChanged) onResults(graded.results());
    // What was passed may have opened a check that was not looked at.
    if (waiting.some((check) => !graded.isWaiting(check))) void gradeAll();
  };

  const grade = (wish: Wish): Promise<void> => {
    const isForAll = wish.isMeant === everything;
    if (isForAll) queued += 1;
    const mine = queue.then(async () => {
      if (isForAll) queued -= 1;
      await gradeNow(wish);
    });
    queue = mine.catch((error: unknown) => logger.error({ err: error }, 'grading failed'));
    return mine;
  };
  const gradeAll = (): Promise<void> => grade({ isMeant: everything, isPoll: false, maxAgeMs: pace.maxAgeMs() });

  /** How long until something should be looked at again, if anything. */
  const lookAgainInMs = (): number | undefined => {
    const atMs = latch.lookAgainAtMs();
    return atMs === undefined ? undefined : Math.max(0, atMs - Date.now());
  };
  const lookAgain = (): void => {
    const inMs = lookAgainInMs();
    clearTimeout(againTimer);
    if (inMs !== undefined) againTimer = setTimeout(() => void gradeAll(), inMs);
  };

  const retryLater = (): void => {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => void gradeAll(), retryMs);
    retryMs = Math.min(retryMs * 2, longestRetryMs);
  };

  const onEvent = ({ atMs, action }: EngineEvent): void => {
    const isProgram = action.startsWith('exec_');
    // Health checks, and checks of ours that run a command, tell of programs again and again.
    if (isProgram && !latch.open().some(asksForEvents)) return;
    const now = Date.now();
    if (!isProgram) pace.noteActivity(atMs);
    if (now - atMs < oldEventMs) lastEventMs = Math.min(atMs, now);
    burstBeganMs ??= now;
    clearTimeout(burstTimer);
    const delay = Math.max(0, Math.min(quietMs, burstBeganMs + longestBurstMs - now));
    burstTimer = setTimeout(() => {
      burstBeganMs = undefined;
      // One that waits in the queue will see what these events told.
      if (queued === 0) void gradeAll();
    }, delay);
  };

  const isClosed = (): boolean => abort.signal.aborted;
  const onConnected = (): void => {
    if (queued === 0) void gradeAll();
  };
  const watches = createWatches({ onEvent, onConnected }, logger, abort.signal);
  const poll = setInterval(() => {
    const isWanted = latch.open().some((check) => isQuiet(check) && !latch.isWaiting(check));
    if (isPolling || queued > 0 || !isWanted || !pace.isPollDue()) return;
    isPolling = true;
    void grade({ isMeant: isQuiet, isPoll: true, maxAgeMs: pace.maxAgeMs() }).finally(() => (isPolling = false));
  }, pollTickMs);
  // From the beginning, whatever is asked for later: the engine remembers only so much.
  const main = machines().get(first);
  if (main !== undefined) watches.begin(main);

  return {
    setChecks(next, nextPassed, nextSkipped) {
      latch = createLatch(next, nextPassed, Date.now(), nextSkipped);
      pace.noteActivity(Date.now());
      onResults(latch.results());
      void gradeAll();
    },
    async run() {
      pace.noteActivity(Date.now());
      const asked: Wish = { isMeant: everything, isPoll: false, maxAgeMs: askedAgeMs };
      await grade(asked);
      const inMs = lookAgainInMs();
      if (inMs !== undefined) {
        // Who asks gets the answer of the second look, too.
        await sleep(inMs, undefined, { signal: abort.signal }).catch(() => undefined);
        await grade(asked);
      }
      return latch.results();
    },
    async answer(id, given) {
      pace.noteActivity(Date.now());
      const asked = latch;
      const isMeant = (check: Check): boolean => check.id === id && check.kind === 'answer';
      await grade({ isMeant, isPoll: false, maxAgeMs: 0, answer: { id, given } });
      const result = asked.results().find((one) => one.id === id);
      if (result === undefined) throw new AppError('not_found', `no check ${id} is graded here`);
      return result;
    },
    pass(id) {
      if (!latch.pass(id, Date.now())) return;
      onResults(latch.results());
      void gradeAll();
    },
    results: () => latch.results(),
    close() {
      abort.abort();
      clearTimeout(burstTimer);
      clearTimeout(retryTimer);
      clearTimeout(againTimer);
      clearInterval(poll);
    },
  };
}

/** What the snapshot says is right stands in for an answer that asks for it. */
function answersFor(
  answer: Wish['answer'],
  checks: readonly Check[],
  snapshot: Snapshot,
): ReadonlyMap<string, readonly string[]> {
  const check = checks.find(({ id }) => id === answer?.id);
  if (answer === undefined || check?.kind !== 'answer') return new Map();
  if ('answer' in answer.given) return new Map([[check.id, [answer.given.answer]]]);
  const right = rightAnswer(check.of, snapshot);
  return new Map([[check.id, right.is === 'known' ? right.values.slice(0, 1) : ['nothing']]]);
}

function everything(): boolean {
  return true;
}

/** The machine that a check is about. */
function nodeOf({ node }: Check): NodeName {
  return nodeNames.find((name) => nodeHostname(name) === node) ?? first;
}

/** Can it change without an event? */
function isQuiet(check: Check): boolean {
  return needsPolling(needsOf([check], new Set()));
}

function asksForEvents(check: Check): boolean {
  return needsOf([check], new Set()).facts.some(({ kind }) => kind === 'happened');
}

function moment(eventMs: number | undefined): { nowMs: number; sinceEventMs: number | null } {
  const nowMs = Date.now();
  return { nowMs, sinceEventMs: eventMs === undefined ? null : Math.round((nowMs - eventMs) * 10) / 10 };
}
