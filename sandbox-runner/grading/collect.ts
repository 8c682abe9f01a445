import { unlessGone } from './unless-gone.ts';

const readsAtOnce = 6;

/** What `read` gives for each, by id, without those that are gone. */
export async function collect<T extends { readonly id: string }, V>(
  things: readonly T[],
  read: (thing: T) => Promise<V>,
): Promise<ReadonlyMap<string, V>> {
  const found = new Map<string, V>();
  const left = [...things];
  const worker = async (): Promise<void> => {
    for (let thing = left.shift(); thing !== undefined; thing = left.shift()) {
      const value = await unlessGone(read(thing));
      if (value !== undefined) found.set(thing.id, value);
    }
  };
  await Promise.all(Array.from({ length: readsAtOnce }, worker));
  return found;
}
