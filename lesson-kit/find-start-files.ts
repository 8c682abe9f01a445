import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StartFrom } from '../protocol/lesson.ts';
import { startFileSchema } from '../protocol/start-file.ts';
import { splitNumber } from './folder-name.ts';
import { LessonError } from './lesson-error.ts';
import { factsInside, type FileFacts } from './read-inside.ts';

export const maxStartFileBytes = 2 * 1024 * 1024;
const maxStartBytes = 8 * 1024 * 1024;
const maxStartFiles = 500;
const maxStartDepth = 12;

export interface FoundFile extends FileFacts {
  /** Relative to the learner's home. */
  readonly path: string;
  /** Where it lies, as an absolute path. */
  readonly file: string;
}

/**
 * The files that a learner finds in the home, sorted by path: those in `start/` of the lesson in `dir`, none if there is no
 * such folder, and those that it has from other lessons under `root`. Throws LessonError beyond the bounds, for a lesson or
 * folder that there is not, and for two files at one place.
 */
export async function findStartFiles(root: string, dir: string, startFrom: readonly StartFrom[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const own = join(dir, 'start');
  if ((await factsInside(root, own)) !== undefined) await walk(root, own, '', 0, found);
  for (const from of startFrom) await walk(root, await folderOf(root, dir, from), from.to, 0, found);
  const bytes = found.reduce((sum, { size }) => sum + size, 0);
  if (bytes > maxStartBytes) throw problem(own, `the files in start/ are ${bytes} bytes; at most ${maxStartBytes} fit`);
  found.sort((a, b) => (a.path < b.path ? -1 : 1));
  const twice = found.find(({ path }, i) => path === found[i + 1]?.path);
  if (twice !== undefined) throw problem(twice.file, `${twice.path} would be in the home twice; leave one out`);
  return found;
}

async function folderOf(root: string, dir: string, { lesson, folder }: StartFrom): Promise<string> {
  const refusal = (what: string): LessonError =>
    problem(join(dir, 'lesson.mdx'), `startFrom: ${what}; name a lesson of the same lessons folder`);
  let at = root;
  for (const slug of lesson.split('/')) {
    const name = (await readdir(at)).find((one) => splitNumber(one)?.slug === slug);
    if (name === undefined) throw refusal(`there is no lesson "${lesson}"`);
    at = join(at, name);
  }
  const full = join(at, 'start', folder);
  if ((await factsInside(root, full))?.isDirectory !== true)
    throw refusal(`"${lesson}" has no folder "${folder}" in its start/`);
  return full;
}

async function walk(root: string, dir: string, under: string, depth: number, found: FoundFile[]): Promise<void> {
  if (depth > maxStartDepth) throw problem(dir, `start/ is nested more than ${maxStartDepth} deep`);
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    const file = join(dir, entry.name);
    const facts = await factsInside(root, file);
    if (facts === undefined) throw problem(file, 'this symbolic link leads nowhere');
    if (facts.isDirectory && entry.isSymbolicLink())
      throw problem(file, 'a link to a folder is not allowed in start/; copy the folder');
    if (facts.isDirectory) await walk(root, file, path, depth + 1, found);
    else found.push(checked({ ...facts, path, file }));
    if (found.length > maxStartFiles) throw problem(dir, `start/ holds more than ${maxStartFiles} files`);
  }
}

function checked(found: FoundFile): FoundFile {
  if (!found.isFile) throw problem(found.file, 'only files and folders may lie in start/');
  if (found.size > maxStartFileBytes) throw problem(found.file, `this file is larger than ${maxStartFileBytes} bytes`);
  if (!startFileSchema.shape.path.safeParse(found.path).success) throw problem(found.file, 'this path is too long');
  return found;
}

function problem(file: string, message: string): LessonError {
  return new LessonError([{ file, line: undefined, column: undefined, message }]);
}
