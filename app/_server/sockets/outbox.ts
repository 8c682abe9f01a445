/** What waits for a browser, in order and numbered from 1, until the browser says that it has it. */
export interface Outbox {
  readonly bytes: number;
  push(frame: Uint8Array): void;
  /** Forgets everything up to this number. */
  forget(have: number): void;
  /** What waits, at most `maxBytes` of it but one frame at least, and the number of the first. */
  waiting(maxBytes: number): { readonly first: number; readonly frames: readonly Uint8Array[] };
  /** Resolves when something waits, after `ms`, or when `signal` says so. */
  something(ms: number, signal: AbortSignal): Promise<void>;
}

export function createOutbox(): Outbox {
  const frames: Uint8Array[] = [];
  let first = 1;
  let bytes = 0;
  const waiters = new Set<() => void>();
  return {
    get bytes() {
      return bytes;
    },
    push(frame) {
      frames.push(frame);
      bytes += frame.byteLength;
      for (const wake of waiters) wake();
    },
    forget(have) {
      while (first <= have && frames.length > 0) {
        bytes -= frames.shift()?.byteLength ?? 0;
        first += 1;
      }
    },
    waiting(maxBytes) {
      let size = 0;
      const end = frames.findIndex((frame, index) => {
        size += frame.byteLength;
        return index > 0 && size > maxBytes;
      });
      return { first, frames: frames.slice(0, end === -1 ? frames.length : end) };
    },
    something(ms, signal) {
      if (frames.length > 0 || signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          waiters.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        waiters.add(done);
        signal.addEventListener('abort', done, { once: true });
      });
    },
  };
}
