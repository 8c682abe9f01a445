import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Names that learners push to have at most four parts: gateway/push-policy.ts. */
const maxDepth = 5;

/**
 * Removes from the registry's folder of repositories each one that nothing was pushed to since `sinceMs` (ms since 1970),
 * wherever it lies below its learner's name. Returns how many. The registry must not run meanwhile.
 */
export async function forgetPushes(repositories: string, sinceMs: number): Promise<number> {
  return forgetIn(repositories, sinceMs, 0);
}

async function forgetIn(folder: string, sinceMs: number, depth: number): Promise<number> {
  if (depth > maxDepth) return 0;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  // What is the registry's own begins with a line; names of repositories never do.
  const own = entries.filter(({ name }) => name.startsWith('_'));
  const below = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'));
  let removed = 0;
  for (const { name } of below) removed += await forgetIn(join(folder, name), sinceMs, depth + 1);
  if (own.length === 0 || (await lastPushMs(folder)) >= sinceMs) return removed;
  for (const { name } of own) await rm(join(folder, name), { recursive: true, force: true });
  return removed + 1;
}

/** A tag that is pushed again keeps its folder; the link in it is written anew. */
async function lastPushMs(repository: string): Promise<number> {
  const tags = join(repository, '_manifests/tags');
  const names = await readdir(tags).catch(() => [] as string[]);
  const times = await Promise.all(
    names.map((name) =>
      stat(join(tags, name, 'current/link')).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return Math.max(0, ...times);
}
