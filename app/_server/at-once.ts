/**
 * Does `work` with each of `items`, with `count` of them at a time. A work that throws is told to `onError`; the others
 * are done all the same.
 */
export async function doAtOnce<T>(
  count: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
  onError: (item: T, error: unknown) => void,
): Promise<void> {
  const left = items.values();
  const worker = async (): Promise<void> => {
    for (const item of left)
      try {
        await work(item);
      } catch (error) {
        onError(item, error);
      }
  };
  await Promise.all(Array.from({ length: count }, worker));
}
