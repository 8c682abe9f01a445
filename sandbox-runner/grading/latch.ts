import { factsIn, type Check, type CheckResult } from '../../protocol/checks.ts';
import { judge } from './judge.ts';
import { emptySnapshot, type Snapshot } from './facts.ts';
import { needsOf, probesOf } from './needs.ts';
import { probeKey } from './probes/probe.ts';

/**
 * A container that runs now may have ended in a moment, with a program that fails or has nothing to do. So that it runs is
 * believed when it is seen twice, this far apart.
 */
const settleMs = 500;

/** The standing of each check over time: what has passed stays passed, and `after` makes a check wait for another. */
export interface Latch {
  /**
   * Takes a snapshot into account, for those checks that `isMeant`; by default for all. True when something a learner
   * sees has changed.
   */
  apply(snapshot: Snapshot, moment: Moment, isMeant?: (check: Check) => boolean): boolean;
  /** The check has passed by other means. True when that is news. */
  pass(id: string, nowMs: number): boolean;
  /** In the order of the checks. */
  results(): CheckResult[];
  /** Those that can still change. */
  open(): Check[];
  /** Does it wait for another one to pass? */
  isWaiting(check: Check): boolean;
  /**
   * Those that seemed to pass in the last snapshot, by what it only remembered: together with what is so now, that would be
   * a state that the machine never had. They are what they were before.
   */
  doubted(): Check[];
  /** When something that seems to pass should be looked at again, in ms since 1970. Undefined: there is nothing of the kind. */
  lookAgainAtMs(): number | undefined;
}

export interface Moment {
  readonly nowMs: number;
  readonly sinceEventMs: number | null;
}

export function createLatch(
  checks: readonly Check[],
  passed: readonly string[],
  nowMs: number,
  skipped: readonly string[] = [],
): Latch {
  const titles = new Map(checks.map((check) => [check.id, check.title]));
  const aboutRunning = new Set(checks.filter(isAboutRunning));
  const results = new Map<string, CheckResult>();
  /** Since when those seem to pass that are not believed yet. */
  const seemingSinceMs = new Map<string, number>();
  let doubted: Check[] = [];
  for (const check of checks) {
    const isPassed = passed.includes(check.id);
    const isSkipped = !isPassed && skipped.includes(check.id);
    const isFree = check.after === undefined || passed.includes(check.after) || skipped.includes(check.after);
    const verdict = isPassed ? 'pass' : isSkipped ? 'skipped' : isFree ? 'undecided' : 'waiting';
    results.set(check.id, {
      ...texts(check, emptySnapshot),
      id: check.id,
      verdict,
      found: firstWords(verdict, check, titles),
      atMs: nowMs,
      sinceEventMs: null,
    });
  }

  const isSettled = (id: string): boolean => ['pass', 'skipped'].includes(results.get(id)?.verdict ?? '');
  const isOpen = (check: Check): boolean => !isSettled(check.id);
  const isWaiting = (check: Check): boolean => check.after !== undefined && !isSettled(check.after);
  /** What was said about an answer stays until the next one is given. */
  const isAnswered = (check: Check, { answers }: Snapshot): boolean =>
    check.kind === 'answer' && !answers.has(check.id) && results.get(check.id)?.verdict === 'fail';

  const set = (
    check: Check,
    next: Pick<CheckResult, 'verdict' | 'expected' | 'found' | 'lookAt'>,
    moment: Moment,
  ): boolean => {
    const before = results.get(check.id);
    const isSame = before?.verdict === next.verdict && before.found === next.found && before.lookAt === next.lookAt;
    if (isSame) return false;
    results.set(check.id, { id: check.id, ...next, atMs: moment.nowMs, sinceEventMs: moment.sinceEventMs });
    return true;
  };

  const isBelieved = (check: Check, outcome: CheckResult['verdict'], nowMs: number): boolean => {
    const sinceMs = seemingSinceMs.get(check.id) ?? nowMs;
    const isSeeming = outcome === 'pass' && aboutRunning.has(check) && nowMs - sinceMs < settleMs;
    if (isSeeming) seemingSinceMs.set(check.id, sinceMs);
    else seemingSinceMs.delete(check.id);
    return !isSeeming;
  };

  return {
    apply(snapshot, moment, isMeant = () => true) {
      let hasChanged = false;
      doubted = [];
      // A check that passes can open the next one, which may hold already: as many rounds as the chain is long.
      const meant = checks.filter((check) => isMeant(check) && !isAnswered(check, snapshot));
      for (let left = meant.filter(isOpen), before = -1; left.length !== before; left = left.filter(isOpen)) {
        before = left.length;
        for (const check of left) {
          if (isWaiting(check)) {
            const waiting = {
              ...texts(check, emptySnapshot),
              verdict: 'waiting',
              found: waitsFor(check, titles),
            } as const;
            hasChanged = set(check, waiting, moment) || hasChanged;
            continue;
          }
          const { outcome, ...said } = judge(check, snapshot);
          if (outcome === 'pass' && restsOnMemory(check, snapshot)) {
            if (!doubted.includes(check)) doubted.push(check);
            continue;
          }
          if (!isBelieved(check, outcome, moment.nowMs)) continue;
          hasChanged = set(check, { ...said, verdict: outcome }, moment) || hasChanged;
        }
      }
      return hasChanged;
    },
    doubted: () => doubted,
    lookAgainAtMs() {
      const since = checks.filter(isOpen).flatMap(({ id }) => seemingSinceMs.get(id) ?? []);
      return since.length === 0 ? undefined : Math.min(...since) + settleMs;
    },
    pass(id, nowMs) {
      const result = results.get(id);
      if (result === undefined || result.verdict === 'pass') return false;
      results.set(id, { ...result, verdict: 'pass', found: 'That is right.', atMs: nowMs, sinceEventMs: null });
      return true;
    },
    results: () => [...results.values()],
    open: () => checks.filter(isOpen),
    isWaiting,
  };
}

function isAboutRunning(check: Check): boolean {
  return factsIn(check).some(
    (fact) =>
      (fact.kind === 'container' && fact.state === 'running') ||
      (fact.kind === 'compose' && Object.values(fact.services ?? {}).some(({ state }) => state === 'running')),
  );
}

function restsOnMemory(check: Check, { remembered }: Snapshot): boolean {
  if (remembered.size === 0) return false;
  return probesOf(needsOf([check], new Set([check.id]))).some((probe) => remembered.has(probeKey(probe)));
}

function firstWords(verdict: CheckResult['verdict'], check: Check, titles: ReadonlyMap<string, string>): string {
  if (verdict === 'pass') return 'You did this before.';
  if (verdict === 'skipped') return 'Its step was jumped over.';
  return verdict === 'waiting' ? waitsFor(check, titles) : 'Not looked at yet.';
}

function texts(check: Check, snapshot: Snapshot): { expected: string; lookAt: string } {
  const { expected, lookAt } = judge(check, snapshot);
  return { expected, lookAt };
}

function waitsFor(check: Check, titles: ReadonlyMap<string, string>): string {
  return `First: ${titles.get(check.after ?? '') ?? check.after ?? ''}.`.replace(/([.!?])\.$/, '$1');
}
