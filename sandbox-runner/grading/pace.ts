/** Gradings in a row without a pause, and after that one for every so many ms: an engine that makes up events costs little. */
const gradingsAtOnce = 30;
const gradingEveryMs = 400;
/** While somebody works on the machine, what no event announces is looked at so often … */
const pollMs = 1000;
/** … and what is costly at least so much later than before. */
const costlyMs = 2000;
/** Nobody has done anything for so long: then each at these intervals. */
const quietAfterMs = 60_000;
const quietPollMs = 10_000;

/** How often grading may look. */
export interface Pace {
  /** Somebody does something. */
  noteActivity(atMs: number): void;
  /** How long the next grading has to wait. Counts it. */
  waitMs(): number;
  /** Is it time to look at what no event announces? */
  isPollDue(): boolean;
  /** How old what is costly to look for may be. */
  maxAgeMs(): number;
}

export const pollTickMs = pollMs;

/** `lastActivityMs`: when somebody last typed; undefined: not known. */
export function createPace(lastActivityMs: () => number | undefined): Pace {
  let left = gradingsAtOnce;
  let filledAtMs = Date.now();
  let activeMs = Date.now();
  let polledMs = 0;
  const isQuiet = (): boolean => Date.now() - Math.max(activeMs, lastActivityMs() ?? 0) > quietAfterMs;
  return {
    noteActivity(atMs) {
      activeMs = Math.max(activeMs, Math.min(atMs, Date.now()));
    },
    waitMs() {
      const now = Date.now();
      left = Math.min(gradingsAtOnce, left + (now - filledAtMs) / gradingEveryMs) - 1;
      filledAtMs = now;
      return left >= 0 ? 0 : Math.min(gradingEveryMs, -left * gradingEveryMs);
    },
    isPollDue() {
      const now = Date.now();
      if (now - polledMs < (isQuiet() ? quietPollMs : pollMs * 0.9)) return false;
      polledMs = now;
      return true;
    },
    maxAgeMs: () => (isQuiet() ? quietPollMs * 0.9 : costlyMs),
  };
}
