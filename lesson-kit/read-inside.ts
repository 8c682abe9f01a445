import { constants } from 'node:fs';
import { open, readlink, realpath, stat, type FileHandle } from 'node:fs/promises';
import { sep } from 'node:path';
import { LessonError } from './lesson-error.ts';

export interface FileFacts {
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  readonly isExecutable: boolean;
  readonly size: number;
  /** Changes whenever the file does: modification time, size and inode. */
  readonly version: string;
}

/** What `path` is, symbolic links followed. Undefined if it is not there. Throws LessonError if it leads out of `root`. */
export async function factsInside(root: string, path: string): Promise<FileFacts | undefined> {
  try {
    const real = await realpath(path);
    if (!isInside(root, real)) throw leadsOut(path);
    const facts = await stat(real, { bigint: true });
    return {
      isFile: facts.isFile(),
      isDirectory: facts.isDirectory(),
      isExecutable: (facts.mode & 0o100n) !== 0n,
      size: Number(facts.size),
      version: `${facts.mtimeNs}-${facts.ctimeNs}-${facts.size}-${facts.ino}-${facts.mode}`,
    };
  } catch (error) {
    if (error instanceof LessonError) throw error;
    if (isNotThere(error)) return undefined;
    throw unreadable(path, error);
  }
}

/**
 * The content of the file `path`, at most `maxBytes`. `root` is a real path (no links in it); whatever is opened must lie
 * in it, also if links change between a look and this read. Throws LessonError otherwise.
 */
export async function readInside(root: string, path: string, maxBytes: number): Promise<Buffer> {
  let handle: FileHandle | undefined;
  try {
    // Non-blocking, so that a named pipe put in the place of a file can't hold the reader up.
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!isInside(root, await readlink(`/proc/self/fd/${handle.fd}`))) throw leadsOut(path);
    const facts = await handle.stat();
    if (!facts.isFile()) throw problem(path, 'this is not a file');
    const buffer = Buffer.alloc(Math.min(facts.size, maxBytes) + 1);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    if (bytesRead > maxBytes) throw problem(path, `this file is larger than ${maxBytes} bytes`);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (error instanceof LessonError) throw error;
    throw unreadable(path, error);
  } finally {
    await handle?.close();
  }
}

function isInside(root: string, real: string): boolean {
  return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
}

function isNotThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function leadsOut(path: string): LessonError {
  return problem(path, 'this leads out of the lessons folder by a symbolic link; copy the file instead');
}

function unreadable(path: string, cause: unknown): LessonError {
  if (isNotThere(cause)) return problem(path, 'there is no such file', cause);
  return problem(path, `can't be read: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
}

function problem(file: string, message: string, cause?: unknown): LessonError {
  return new LessonError([{ file, line: undefined, column: undefined, message }], cause);
}
