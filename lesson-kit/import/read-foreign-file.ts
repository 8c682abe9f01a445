import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { LessonError } from '../lesson-error.ts';
import { utf8 } from '../load-lesson.ts';
import { readInside } from '../read-inside.ts';

const maxBytes = 256 * 1024;

/** Reads files of one foreign lesson; what a format names may not lead out of its folder. */
export interface ForeignFolder {
  /** The text of the file `path`; undefined if it can't be read, for which `lost` is told why. */
  text(path: string, lost: string[]): Promise<string | undefined>;
  bytes(path: string, lost: string[]): Promise<Buffer | undefined>;
}

/** The folder at `dir`. Throws what the file system throws if it is not there. */
export async function foreignFolder(dir: string): Promise<ForeignFolder> {
  const root = await realpath(dir);
  const bytes = async (path: string, lost: string[]): Promise<Buffer | undefined> => {
    try {
      return await readInside(root, resolve(root, path), maxBytes);
    } catch (error) {
      if (!(error instanceof LessonError)) throw error;
      lost.push(`${path}: ${error.problems[0]?.message ?? 'can not be read'}`);
      return undefined;
    }
  };
  return {
    bytes,
    async text(path, lost) {
      const found = await bytes(path, lost);
      return found === undefined
        ? undefined
        : utf8(found, path)
            .replace(/^\uFEFF/, '')
            .replace(/\r\n?/g, '\n');
    },
  };
}
