import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startFileSchema } from '../protocol/start-file.ts';
import { LessonError } from './lesson-error.ts';
import { factsInside, type FileFacts } from './read-inside.ts';

export const maxStartFileBytes = 2 * 1024 * 1024;
const maxStartBytes = 8 * 1024 * 1024;
const maxStartFiles = 500;
const maxStartDepth = 12;

export interface FoundFile extends FileFacts {
  /** Relative to `start/`, and so to the learner's home. */
  readonly path: string;
}

/** The files in a lesson's `start/`, sorted by path; none if there is no such folder. Throws LessonError beyond the bounds. */
export async function findStartFiles(root: string, lessonDir: string): Promise<FoundFile[]> {
  const dir = join(lessonDir, 'start');
  if ((await factsInside(root, dir)) === undefined) return [];
  const found: FoundFile[] = [];
  await walk(root, dir, '', 0, found);
  const bytes = found.reduce((sum, { size }) => sum + size, 0);
  if (bytes > maxStartBytes) throw problem(dir, `the files in start/ are ${bytes} bytes; at most ${maxStartBytes} fit`);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function walk(root: string, dir: string, under: string, depth: number, found: FoundFile[]): Promise<void> {
  if (depth > maxStartDepth) throw problem(dir, `start/ is nested more than ${maxStartDepth} deep`);
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    const full = join(dir, entry.name);
    const facts = await factsInside(root, full);
    if (facts === undefined) throw problem(full, 'this symbolic link leads nowhere');
    if (facts.isDirectory && entry.isSymbolicLink())
      throw problem(full, 'a link to a folder is not allowed in start/; copy the folder');
    if (facts.isDirectory) await walk(root, full, path, depth + 1, found);
    else found.push(checked(full, { ...facts, path }));
    if (found.length > maxStartFiles) throw problem(dir, `start/ holds more than ${maxStartFiles} files`);
  }
}

function checked(full: string, file: FoundFile): FoundFile {
  if (!file.isFile) throw problem(full, 'only files and folders may lie in start/');
  if (file.size > maxStartFileBytes) throw problem(full, `this file is larger than ${maxStartFileBytes} bytes`);
  if (!startFileSchema.shape.path.safeParse(file.path).success) throw problem(full, 'this path is too long');
  return file;
}

function problem(file: string, message: string): LessonError {
  return new LessonError([{ file, line: undefined, column: undefined, message }]);
}
