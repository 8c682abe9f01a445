/**
 * Those of `listed`, volumes on the disk, that are in none of the `books`. The books are read once for all of them, and once more
 * before each that is given: what is made meanwhile is in the books before it is on the disk, under a name that may have been there
 * before.
 */
export function* unkeptVolumes(listed: readonly string[], books: () => ReadonlySet<string>): Generator<string> {
  const kept = books();
  for (const name of listed) if (!kept.has(name) && !books().has(name)) yield name;
}
