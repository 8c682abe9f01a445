import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const skipped = new Set(['node_modules', '.next', 'generated', 'test-results', '.git']);

/** A sha256 over names and contents of `paths` (files or folders below `root`), in a fixed order. */
export async function fingerprint(root: string, paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths.toSorted()) await add(hash, root, path);
  return hash.digest('hex').slice(0, 16);
}

async function add(hash: ReturnType<typeof createHash>, root: string, path: string): Promise<void> {
  const full = join(root, path);
  const info = await stat(full).catch(() => undefined);
  if (info === undefined) return;
  if (info.isDirectory()) {
    for (const name of (await readdir(full)).toSorted())
      if (!skipped.has(name)) await add(hash, root, join(path, name));
    return;
  }
  hash.update(`${path}\0${info.size}\0`).update(await readFile(full));
}
