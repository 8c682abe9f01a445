import { setTimeout as sleep } from 'node:timers/promises';

/** Asks `isDone` every `pauseMs` until it says yes; false when it has not by `timeoutMs`. Asks at least once. */
export async function waitUntil(timeoutMs: number, pauseMs: number, isDone: () => Promise<boolean>): Promise<boolean> {
  const untilMs = Date.now() + timeoutMs;
  for (;;) {
    if (await isDone()) return true;
    if (Date.now() >= untilMs) return false;
    await sleep(pauseMs);
  }
}
