import { chown, link, lstat, mkdir, rename, rmdir, unlink } from 'node:fs/promises';
import { AppError } from '../../protocol/errors.ts';
import { quoted, refuse } from './file-errors.ts';
import { folderEntries } from './folder-entries.ts';
import type { Home } from './home.ts';
import { openFolder, viaHandle, withSpot } from './walk.ts';

const maxDepth = 128;
const removeWithinMs = 20_000;

/** Makes a folder that is the learner's. Throws AppError conflict when something has this name. */
export function makeFolder(home: Home, path: string): Promise<void> {
  return withSpot(home, path, { follow: false }, async (spot) => {
    if (spot.isHome) throw refuse('conflict', path, 'Your home folder exists already.');
    await mkdir(spot.at, { mode: 0o755 });
    const folder = await openFolder(spot.at);
    try {
      await chown(viaHandle(folder), home.uid, home.gid);
    } finally {
      await folder.close();
    }
  });
}

/** Makes the folders that lead to `path`, as far as they are not there. */
export async function makeParents(home: Home, path: string): Promise<void> {
  const parts = path.split('/').slice(0, -1);
  // From the end: mostly they are there already.
  let there = parts.length;
  while (there > 0 && !(await isFolder(home, parts.slice(0, there).join('/')))) there--;
  for (let length = there + 1; length <= parts.length; length++) {
    await makeFolder(home, parts.slice(0, length).join('/'));
  }
}

function isFolder(home: Home, path: string): Promise<boolean> {
  return withSpot(home, path, { follow: true }, async (spot) => {
    if (!(await lstat(spot.at)).isDirectory()) throw refuse('bad_request', path, `${quoted(path)} is not a folder.`);
    return true;
  }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return false;
    throw error;
  });
}

/** Renames or moves a file, link or folder. Throws AppError conflict when `to` exists: nothing is replaced. */
export function move(home: Home, from: string, to: string): Promise<void> {
  return withSpot(home, from, { follow: false }, (source) =>
    withSpot(home, to, { follow: false }, async (target) => {
      if (source.isHome || target.isHome) throw refuse('bad_request', from, 'Your home folder stays where it is.');
      if (source.path === target.path) return;
      const found = await lstat(source.at).catch((error: unknown) => {
        throw (error as NodeJS.ErrnoException).code === 'ENOENT'
          ? refuse('not_found', from, `There is no ${quoted(from)} (any more).`)
          : error;
      });
      if (found.isDirectory()) {
        // rename(2) replaces an empty folder, so a name is taken only when it is free.
        if (await exists(target.at)) throw refuse('conflict', to, `${quoted(to)} exists already.`);
        await rename(source.at, target.at);
      } else {
        // Unlike rename(2), link(2) never replaces.
        await link(source.at, target.at);
        await unlink(source.at);
      }
    }),
  );
}

async function exists(at: string): Promise<boolean> {
  return lstat(at).then(
    () => true,
    () => false,
  );
}

/** Removes a file, a link (not what it points to), or a folder with everything in it. */
export function remove(home: Home, path: string): Promise<void> {
  return withSpot(home, path, { follow: false }, async (spot) => {
    if (spot.isHome) throw refuse('bad_request', path, 'Your home folder can’t be deleted.');
    const found = await lstat(spot.at);
    if (!found.isDirectory()) await unlink(spot.at);
    else await removeFolder(spot.at, path, 0, Date.now() + removeWithinMs);
  });
}

/** `at` may be swapped for a link at any time; every folder is entered by a handle that is none. */
async function removeFolder(at: string | Buffer, path: string, depth: number, endMs: number): Promise<void> {
  const partly = (why: string): Error =>
    refuse('conflict', path, `Not everything in ${quoted(path)} was deleted: ${why}`);
  if (depth > maxDepth) throw partly('it is nested too deep. Use “rm -r” in the terminal.');
  const folder = await openFolder(at);
  try {
    // Again, because entries may be skipped when others are removed while a folder is read.
    for (let left = 1; left > 0;) {
      left = 0;
      for await (const entry of await folderEntries(folder)) {
        if (Date.now() > endMs) throw partly('it is very much. Delete it again to go on.');
        left++;
        const child = Buffer.concat([Buffer.from(`${viaHandle(folder)}/`), entry.name]);
        if (entry.isDirectory()) await removeFolder(child, path, depth + 1, endMs);
        else await unlink(child);
      }
    }
  } finally {
    await folder.close();
  }
  await rmdir(at);
}
