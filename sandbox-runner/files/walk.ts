import { constants } from 'node:fs';
import { lstat, open, readlink, type FileHandle } from 'node:fs/promises';
import { learnerHome } from '../../protocol/files.ts';
import { fileError, quoted, refuse } from './file-errors.ts';
import type { Home } from './home.ts';

/** Linux's O_PATH: a handle on the entry itself; opening runs nothing, not even for a FIFO or a device. */
export const O_PATH = 0o10000000;
const { O_NOFOLLOW, O_DIRECTORY, O_NONBLOCK, O_NOCTTY } = constants;
const maxLinks = 40;
const maxParts = 512;

/** An entry of the home, which may or may not exist: the folder that it is in, held open, and its name there. */
export interface Spot {
  /** The real path in the home, after links. */
  readonly path: string;
  /** A path that stays in that folder whatever is renamed meanwhile. `at` may be a link itself: never follow it. */
  readonly at: string;
  readonly isHome: boolean;
}

/**
 * Finds `path` in the home and gives its spot to `use`. No link is followed by the kernel; links are read and walked here,
 * and one that leads out of the home is refused. `follow`: also when the last part is a link.
 */
export async function withSpot<T>(
  home: Home,
  path: string,
  { follow }: { readonly follow: boolean },
  use: (spot: Spot) => Promise<T>,
): Promise<T> {
  const stack: FileHandle[] = [];
  try {
    return await use(await walk(home, path, follow, stack));
  } catch (error) {
    throw fileError(error, path);
  } finally {
    for (const handle of stack) await handle.close();
  }
}

async function walk(home: Home, path: string, follow: boolean, stack: FileHandle[]): Promise<Spot> {
  stack.push(await openFolder(`${home.volumePath}/home`));
  const names: string[] = [];
  let queue = parts(path);
  let links = 0;
  const leave = async (): Promise<void> => {
    names.pop();
    await stack.pop()?.close();
  };

  for (let steps = 0; steps < maxParts; steps++) {
    const name = queue.shift();
    if (name === undefined) return spotOf(stack, names);
    if (name === '..') {
      if (names.length === 0) throw leadsOut(path);
      await leave();
      continue;
    }
    const at = `${inside(stack.at(-1))}/${name}`;
    const isLast = queue.length === 0;
    const spot: Spot = { path: [...names, name].join('/'), at, isHome: false };
    if (isLast && !follow) return spot;
    const found = await lstat(at).catch((error: unknown) => {
      if (isLast && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (found?.isSymbolicLink() === true) {
      if (++links > maxLinks) throw refuse('bad_request', path, `${quoted(path)} is a link that leads nowhere.`);
      const target = await readlink(at);
      if (target.startsWith('/')) {
        if (target !== learnerHome && !target.startsWith(`${learnerHome}/`)) throw leadsOut(path);
        while (names.length > 0) await leave();
      }
      queue = [...parts(target.startsWith('/') ? target.slice(learnerHome.length) : target), ...queue];
    } else if (isLast) {
      return spot;
    } else {
      stack.push(await openFolder(at));
      names.push(name);
    }
  }
  throw refuse('bad_request', path, `${quoted(path)} leads through too many folders.`);
}

/** Where a walk stands that ended in a folder which it has entered. */
function spotOf(stack: readonly FileHandle[], names: readonly string[]): Spot {
  const name = names.at(-1);
  if (name === undefined) return { path: '', at: `${inside(stack.at(-1))}/.`, isHome: true };
  return { path: names.join('/'), at: `${inside(stack.at(-2))}/${name}`, isHome: false };
}

function leadsOut(path: string): Error {
  const hint = `This is a link that leads out of your home folder: ${quoted(path)}. Look at it in the terminal.`;
  return refuse('forbidden', path, hint);
}

const parts = (path: string): string[] => path.split('/').filter((part) => part !== '' && part !== '.');
const inside = (handle: FileHandle | undefined): string => `/proc/self/fd/${handle?.fd ?? -1}`;

/** A handle on the folder at `at`, not on what a link there points to. Throws ENOTDIR for anything else. */
export function openFolder(at: string | Buffer): Promise<FileHandle> {
  return open(at, O_PATH | O_NOFOLLOW | O_DIRECTORY);
}

/** A path to what `handle` is a handle of, for calls that take paths. Lasts as long as the handle. */
export const viaHandle = (handle: FileHandle): string => inside(handle);

/**
 * Opens the regular file at a spot with `flags`. Whatever else is there (a link, a FIFO, a device, a socket) is refused
 * without being opened, and nothing is waited for.
 */
export async function openRegular(spot: Spot, flags: number): Promise<FileHandle> {
  const entry = await open(spot.at, O_PATH | O_NOFOLLOW);
  try {
    const stat = await entry.stat();
    if (stat.isDirectory()) throw refuse('bad_request', spot.path, `${quoted(spot.path)} is a folder.`);
    if (!stat.isFile())
      throw refuse('bad_request', spot.path, `${quoted(spot.path)} is not a file: ${kindWord(stat)}.`);
    // The very entry that was looked at, not what may have taken its place.
    return await open(inside(entry), flags | O_NONBLOCK | O_NOCTTY);
  } finally {
    await entry.close();
  }
}

/** What something that is neither file nor folder is, for a sentence. */
export function kindWord(stat: {
  isFIFO(): boolean;
  isSocket(): boolean;
  isSymbolicLink(): boolean;
}): 'a pipe' | 'a socket' | 'a link' | 'a device' {
  if (stat.isFIFO()) return 'a pipe';
  if (stat.isSocket()) return 'a socket';
  return stat.isSymbolicLink() ? 'a link' : 'a device';
}
