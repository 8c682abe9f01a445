/** What may be spent at any time, for the first sight of a large but honest engine. */
const freeMs = 150;
/** Of our one thread, in the long run. */
const share = 0.04;
const longestWaitMs = 60_000;

/** Keeps an engine whose answers are made to be slow to read from taking our time, which is everybody's. */
export interface ReadingDebt {
  /** Runs `read`, and books the time that it took. */
  book<T>(read: () => T): T;
  /** How long to wait before the engine is asked for more. */
  waitMs(): number;
}

/** `clock`: milliseconds. */
export function createReadingDebt(clock: () => number = () => performance.now()): ReadingDebt {
  let debtMs = 0;
  let seenAt = clock();
  const settle = (): number => {
    const now = clock();
    debtMs = Math.max(0, debtMs - (now - seenAt) * share);
    seenAt = now;
    return debtMs;
  };
  return {
    book(read) {
      settle();
      const began = clock();
      try {
        return read();
      } finally {
        debtMs += clock() - began;
      }
    },
    waitMs: () => Math.min(longestWaitMs, Math.max(0, (settle() - freeMs) / share)),
  };
}
