const firstPauseMs = 100;
const longestPauseMs = 2000;

/** How long to wait before the next attempt after `failures` failed ones in a row: 100 ms, doubling up to 2 s. */
export function backoffMs(failures: number): number {
  return Math.min(firstPauseMs * 2 ** Math.max(failures - 1, 0), longestPauseMs);
}
