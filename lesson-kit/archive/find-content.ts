import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { refused } from './archive-limits.ts';

/** What an unpacked archive holds. */
export interface ArchiveContent {
  readonly kind: 'lesson' | 'course';
  readonly dir: string;
  /** What the folder, or else the archive, is called: `03-networks`. */
  readonly name: string;
}

const maxWrappers = 4;

/**
 * The lesson or course in the unpacked folder `dir`, itself or in folders of which each holds nothing else. `fileName`:
 * of the archive. Throws AppError bad_request when there is none, or more than one.
 */
export async function findContent(dir: string, fileName: string): Promise<ArchiveContent> {
  let here = dir;
  for (let depth = 0; depth <= maxWrappers; depth++) {
    const entries = await readdir(here, { withFileTypes: true });
    const has = (name: string): boolean => entries.some((entry) => entry.name === name && entry.isFile());
    const name = here === dir ? fileName.replace(/\.(?:zip|tar|tar\.gz|tgz)$/i, '') : basename(here);
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(here, entry.name));
    if (has('lesson.mdx')) return { kind: 'lesson', dir: here, name };
    const lessons = await keep(folders, (folder) => holds(folder, 'lesson.mdx'));
    if (has('course.yaml')) {
      if (lessons.length === 0)
        throw refused('The archive has a course.yaml, but no folder with a lesson.mdx beside it.');
      return { kind: 'course', dir: here, name };
    }
    if (lessons.length > 1)
      throw refused(
        `The archive has ${lessons.length} lessons and no course.yaml beside them. Pack one lesson folder, or a course folder with its course.yaml.`,
      );
    const [only] = folders;
    if (entries.length !== 1 || only === undefined) break;
    here = only;
  }
  throw refused(
    'There is no lesson in the archive. Pack the folder that holds lesson.mdx, or the folder of a course, which holds course.yaml and the lesson folders.',
  );
}

async function keep(folders: readonly string[], isWanted: (folder: string) => Promise<boolean>): Promise<string[]> {
  const wanted = await Promise.all(folders.map(isWanted));
  return folders.filter((_, i) => wanted[i]);
}

async function holds(folder: string, name: string): Promise<boolean> {
  return (await readdir(folder)).includes(name);
}
