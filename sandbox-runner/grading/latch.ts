import type { Check, CheckResult } from '../../protocol/checks.ts';
import { judge } from './judge.ts';
import type { Snapshot } from './snapshot.ts';

/** The standing of each check over time: what has passed stays passed, and `after` makes a check wait for another. */
export interface Latch {
  /** Takes a snapshot into account. True when something a learner sees has changed. */
  apply(snapshot: Snapshot, moment: Moment): boolean;
  /** The engine could not be read, `why` in a sentence: what has not passed is undecided. */
  applyFailure(why: string, moment: Moment): boolean;
  /** In the order of the checks. */
  results(): CheckResult[];
  /** Those that can still change. */
  open(): Check[];
}

export interface Moment {
  readonly nowMs: number;
  readonly sinceEventMs: number | null;
}

const nothing: Snapshot = { containers: [], images: [], history: { containers: [], images: [] } };

/** `passed`: ids of checks that this learner passed before. */
export function createLatch(checks: readonly Check[], passed: readonly string[], nowMs: number): Latch {
  const titles = new Map(checks.map((check) => [check.id, check.title]));
  const results = new Map<string, CheckResult>();
  for (const check of checks) {
    const isPassed = passed.includes(check.id);
    const verdict = isPassed ? 'pass' : check.after === undefined ? 'undecided' : 'waiting';
    results.set(check.id, {
      ...texts(check, nothing),
      id: check.id,
      verdict,
      found: isPassed ? 'You did this before.' : verdict === 'waiting' ? waitsFor(check, titles) : 'Not looked at yet.',
      atMs: nowMs,
      sinceEventMs: null,
    });
  }

  const isPassed = (id: string): boolean => results.get(id)?.verdict === 'pass';
  const isOpen = (check: Check): boolean => !isPassed(check.id);

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

  return {
    apply(snapshot, moment) {
      let hasChanged = false;
      // A check that passes can open the next one, which may hold already: as many rounds as the chain is long.
      for (let left = checks.filter(isOpen), before = -1; left.length !== before; left = left.filter(isOpen)) {
        before = left.length;
        for (const check of left) {
          if (check.after !== undefined && !isPassed(check.after)) {
            const waiting = { ...texts(check, nothing), verdict: 'waiting', found: waitsFor(check, titles) } as const;
            hasChanged = set(check, waiting, moment) || hasChanged;
            continue;
          }
          const { passes, ...said } = judge(check, snapshot);
          hasChanged = set(check, { ...said, verdict: passes ? 'pass' : 'fail' }, moment) || hasChanged;
        }
      }
      return hasChanged;
    },
    applyFailure(why, moment) {
      let hasChanged = false;
      for (const check of checks.filter(isOpen)) {
        if (check.after !== undefined && !isPassed(check.after)) continue;
        hasChanged = set(check, { ...texts(check, nothing), verdict: 'undecided', found: why }, moment) || hasChanged;
      }
      return hasChanged;
    },
    results: () => [...results.values()],
    open: () => checks.filter(isOpen),
  };
}

function texts(check: Check, snapshot: Snapshot): { expected: string; lookAt: string } {
  const { expected, lookAt } = judge(check, snapshot);
  return { expected, lookAt };
}

function waitsFor(check: Check, titles: ReadonlyMap<string, string>): string {
  return `First: ${titles.get(check.after ?? '') ?? check.after ?? ''}.`.replace(/([.!?])\.$/, '$1');
}
