/** Time, so that tests can make it pass. */
export interface Clock {
  nowMs(): number;
  /** Calls `action` once after `delayMs`; the returned function cancels. */
  after(delayMs: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
