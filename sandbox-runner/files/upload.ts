import { maxUploadBytes } from '../../protocol/files.ts';
import { lstat } from 'node:fs/promises';
import { makeParents } from './change-tree.ts';
import { putDraft, writeDraft } from './draft.ts';
import { quoted, refuse } from './file-errors.ts';
import type { Home } from './home.ts';
import { withSpot } from './walk.ts';

/**
 * Puts what comes from `body` at `path`, whole or not at all; folders that lead there are made. `replace`: also when a file
 * is there. Throws AppError too_large, conflict, disk_full.
 */
export async function uploadFile(
  home: Home,
  path: string,
  body: AsyncIterable<Buffer>,
  { replace }: { readonly replace: boolean },
): Promise<{ size: number }> {
  await makeParents(home, path);
  return withSpot(home, path, { follow: true }, async (spot) => {
    const taken = await lstat(spot.at).catch(() => undefined);
    if (taken !== undefined && (spot.isHome || !taken.isFile()))
      throw refuse('bad_request', path, `${quoted(path)} exists already and is not a file.`);
    if (taken !== undefined && !replace) throw refuse('conflict', path, `${quoted(path)} exists already.`);
    const draft = await writeDraft(home, bounded(body, maxUploadBytes, path));
    try {
      return await putDraft(home, draft, spot, replace ? 'replace' : 'new');
    } finally {
      await draft.discard();
    }
  });
}

/** `body`, up to `maxBytes`; beyond that it throws AppError too_large. */
export async function* bounded(body: AsyncIterable<Buffer>, maxBytes: number, path: string): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(path, maxBytes);
    yield chunk;
  }
}

export function tooLarge(path: string, maxBytes: number): Error {
  const hint = `${quoted(path)} is larger than ${Math.round(maxBytes / 1024 ** 2)} MiB, which is the most that can be uploaded at once.`;
  return refuse('too_large', path, hint);
}
