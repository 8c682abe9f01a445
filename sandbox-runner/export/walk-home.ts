import { constants, type Stats } from 'node:fs';
import { open, readlink, type FileHandle } from 'node:fs/promises';
import { folderEntries } from '../files/folder-entries.ts';
import { O_PATH, openFolder, viaHandle } from '../files/walk.ts';

const { O_NOFOLLOW, O_RDONLY, O_NONBLOCK, O_NOCTTY } = constants;
const maxDepth = 64;
/** Held at once, of a folder and those around it. */
const maxNames = 50_000;

export type HomeEntry =
  | { readonly kind: 'file'; readonly path: string; readonly stat: Stats; readonly open: () => Promise<FileHandle> }
  | { readonly kind: 'folder'; readonly path: string; readonly stat: Stats }
  | { readonly kind: 'link'; readonly path: string; readonly stat: Stats; readonly target: string }
  /** Sockets, pipes, devices, folders too deep, names that are not text, what can't be read. */
  | { readonly kind: 'other'; readonly path: string };

/**
 * Everything in the learner's home on a volume, each folder before what is in it. The home is the learner's, who may change
 * it meanwhile: no link is ever followed, and every entry is looked at and opened through a handle on its folder.
 */
export async function* walkHome(volumePath: string): AsyncGenerator<HomeEntry, void> {
  const volume = await openFolder(volumePath);
  try {
    const home = await openFolder(`${viaHandle(volume)}/home`);
    try {
      yield* walk(home, '', 0, { names: maxNames });
    } finally {
      await home.close();
    }
  } finally {
    await volume.close();
  }
}

/** The end of the regular file `name` in the home, at most `maxBytes`; undefined when there is no such file. */
export async function homeFileTail(volumePath: string, name: string, maxBytes: number): Promise<Buffer | undefined> {
  const handles: FileHandle[] = [];
  const hold = async (opening: Promise<FileHandle>): Promise<FileHandle> => {
    const handle = await opening;
    handles.push(handle);
    return handle;
  };
  try {
    const volume = await hold(openFolder(volumePath));
    const home = await hold(openFolder(`${viaHandle(volume)}/home`));
    const entry = await hold(open(`${viaHandle(home)}/${name}`, O_PATH | O_NOFOLLOW));
    if (!(await entry.stat()).isFile()) return undefined;
    const file = await hold(open(viaHandle(entry), O_RDONLY | O_NONBLOCK | O_NOCTTY));
    const { size } = await file.stat();
    const length = Math.min(size, maxBytes);
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.subarray(0, bytesRead);
  } catch {
    return undefined;
  } finally {
    for (const handle of handles) await handle.close();
  }
}

/** What may still be held. */
interface Room {
  names: number;
}

async function* walk(folder: FileHandle, path: string, depth: number, room: Room): AsyncGenerator<HomeEntry, void> {
  const names = await namesIn(folder, room.names);
  room.names -= names.length;
  for (const name of names) {
    const childPath = path === '' ? name : `${path}/${name}`;
    const entry = await open(`${viaHandle(folder)}/${name}`, O_PATH | O_NOFOLLOW).catch(() => undefined);
    if (entry === undefined) {
      yield { kind: 'other', path: childPath };
      continue;
    }
    try {
      yield* walkEntry(entry, `${viaHandle(folder)}/${name}`, childPath, depth, room);
    } finally {
      await entry.close();
    }
  }
  room.names += names.length;
}

/** `spot`: where its folder has it, which may be something else by now. */
async function* walkEntry(
  entry: FileHandle,
  spot: string,
  path: string,
  depth: number,
  room: Room,
): AsyncGenerator<HomeEntry, void> {
  const stat = await entry.stat();
  if (stat.isDirectory() && depth < maxDepth) {
    yield { kind: 'folder', path, stat };
    yield* walk(entry, path, depth + 1, room);
  } else if (stat.isFile()) {
    // The very entry that was looked at, not what may have taken its place.
    yield { kind: 'file', path, stat, open: () => open(viaHandle(entry), O_RDONLY | O_NONBLOCK | O_NOCTTY) };
  } else if (stat.isSymbolicLink()) {
    const target = await readlink(spot).catch(() => undefined);
    yield target === undefined ? { kind: 'other', path } : { kind: 'link', path, stat, target };
  } else {
    yield { kind: 'other', path };
  }
}

/** In order; none when it can't be read. Names that are no UTF-8 can't be said to anybody, and are left out. */
async function namesIn(folder: FileHandle, atMost: number): Promise<string[]> {
  const names: string[] = [];
  if (atMost === 0) return names;
  for await (const { name: bytes } of await folderEntries(folder).catch(() => [])) {
    const name = bytes.toString('utf8');
    if (Buffer.from(name).equals(bytes)) names.push(name);
    if (names.length >= atMost) break;
  }
  return names.sort();
}
