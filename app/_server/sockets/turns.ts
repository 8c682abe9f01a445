/**
 * Runs works of the same `key` one after the other, in the order in which they were given, and works of different keys
 * side by side. A work that throws is told to `onError`; the next one runs all the same.
 */
export function createTurns(
  onError: (key: string, error: unknown) => void,
): (key: string, work: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>();
  return (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work).catch((error: unknown) => onError(key, error));
    last.set(key, turn);
    return turn.then(() => {
      if (last.get(key) === turn) last.delete(key);
    });
  };
}
