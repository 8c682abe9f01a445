import { constants, type Stats } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { pack, type Pack } from 'tar-stream';
import { maxArchiveBytes, maxArchiveEntries } from '../../protocol/files.ts';
import { quoted, refuse } from './file-errors.ts';
import { folderEntries } from './folder-entries.ts';
import type { Home } from './home.ts';
import { putFile, putHeader, type EntryHeader } from './tar-entries.ts';
import { openFolder, openRegular, viaHandle, withSpot, type Spot } from './walk.ts';

const maxDepth = 64;

interface Found {
  readonly path: string;
  readonly stat: Stats;
}

/**
 * The folder `path` (without links in it) as a .tar.gz whose entries begin with `name`. Throws AppError too_large before the
 * first byte. Sockets and the like are left out, and so is what can't be read.
 */
export async function packFolder(home: Home, path: string, name: string): Promise<Readable> {
  const found: Found[] = [];
  await withSpot(home, path, { follow: false }, (spot) => collect(spot.at, path, 0, { found, bytes: 0 }));
  const tar = pack();
  const zipped = createGzip({ level: 5 });
  fill(tar, home, path, name, found).then(
    () => tar.finalize(),
    (error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  // A stream of another make, which Node's takes all the same.
  return pipeline(tar as unknown as Readable, zipped, () => undefined);
}

interface Collected {
  readonly found: Found[];
  bytes: number;
}

async function collect(at: string, path: string, depth: number, all: Collected): Promise<void> {
  const tooMuch = (what: string): Error =>
    refuse('too_large', path, `${quoted(path)} holds ${what}: too much to be downloaded at once. Take a part of it.`);
  if (depth > maxDepth) throw tooMuch('folders nested very deep');
  const folder = await openFolder(at);
  try {
    for await (const { name: bytes } of await folderEntries(folder)) {
      const child = bytes.toString('utf8');
      if (!Buffer.from(child).equals(bytes)) continue;
      const childAt = `${viaHandle(folder)}/${child}`;
      const stat = await lstat(childAt).catch(() => undefined);
      if (stat === undefined) continue;
      const childPath = path === '' ? child : `${path}/${child}`;
      all.found.push({ path: childPath, stat });
      if (stat.isFile()) all.bytes += stat.size;
      if (all.found.length > maxArchiveEntries) throw tooMuch(`more than ${maxArchiveEntries} files`);
      if (all.bytes > maxArchiveBytes) throw tooMuch(`more than ${maxArchiveBytes / 1024 ** 2} MiB`);
      if (stat.isDirectory()) await collect(childAt, childPath, depth + 1, all);
    }
  } finally {
    await folder.close();
  }
}

async function fill(tar: Pack, home: Home, root: string, name: string, found: readonly Found[]): Promise<void> {
  await putHeader(tar, { name: `${name}/`, type: 'directory', mode: 0o755 });
  for (const { path, stat } of found) {
    if (tar.destroyed) return;
    const header: EntryHeader = {
      name: `${name}/${root === '' ? path : path.slice(root.length + 1)}`,
      mode: stat.mode & 0o777,
      mtime: stat.mtime,
      ...{ uid: 1000, gid: 1000, uname: 'learner', gname: 'learner' },
    };
    // What is gone or was swapped since it was found is left out.
    await withSpot(home, path, { follow: false }, async (spot) => {
      if (stat.isDirectory()) await putHeader(tar, { ...header, type: 'directory' });
      else if (stat.isSymbolicLink())
        await putHeader(tar, { ...header, type: 'symlink', linkname: await readlink(spot.at) });
      else if (stat.isFile()) await putSpot(tar, header, spot);
    }).catch((error: unknown) => {
      if (tar.destroyed) throw error;
    });
  }
}

async function putSpot(tar: Pack, header: EntryHeader, spot: Spot): Promise<void> {
  const file = await openRegular(spot, constants.O_RDONLY);
  try {
    const { size } = await file.stat();
    // Counted again: it may have grown.
    const bounded = Math.min(size, maxArchiveBytes);
    await putFile(tar, { ...header, size: bounded }, file);
  } finally {
    await file.close();
  }
}
