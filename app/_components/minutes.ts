/** So many minutes, in words. */
export function inMinutes(count: number): string {
  return count === 1 ? '1 minute' : `${count} minutes`;
}
