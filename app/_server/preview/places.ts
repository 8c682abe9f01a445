import { processWide } from '../process-wide.ts';

/**
 * A browser opens six at a time to one preview. Each whose reader has stopped may hold some 8 MB in the kernel's buffers between
 * runner, site and browser.
 */
const maxAtOnce = 24;

/** Takes a place among the connections to one machine. Undefined: all are taken. The returned function gives it back, once. */
export function takePlace(key: string): (() => void) | undefined {
  const taken = processWide('preview places', () => new Map<string, number>());
  const now = taken.get(key) ?? 0;
  if (now >= maxAtOnce) return undefined;
  taken.set(key, now + 1);
  let isBack = false;
  return () => {
    if (isBack) return;
    isBack = true;
    const left = (taken.get(key) ?? 1) - 1;
    if (left <= 0) taken.delete(key);
    else taken.set(key, left);
  };
}
