import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { classroomImages } from '../classroom-images.ts';
import { lintLessons } from '../lint/lint-lessons.ts';
import { reportProblems } from '../lint/report-problems.ts';
import type { Surroundings } from './surroundings.ts';

export const lintUsage = `lint [FOLDER…]        says what is wrong with lessons, without a sandbox

FOLDER is a lesson, a course, or a folder of courses. Without one, all lessons of this installation are looked at.
Ends with 1 if something is wrong.`;

/** `lesson lint`. */
export async function lint(args: string[], surroundings: Surroundings): Promise<number> {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
  const { cwd, lessonRoots, checkout, say, hasColor } = surroundings;
  const folders = positionals.length === 0 ? lessonRoots : positionals.map((folder) => resolve(cwd, folder));
  const { lessons, problems } = await lintLessons(folders, {
    images: await classroomImages(join(checkout, 'sandbox-runner/images')),
    linkRoots: lessonRoots,
  });
  if (problems.length > 0) {
    say(reportProblems(problems, cwd, hasColor));
    return 1;
  }
  say(`${lessons.length} ${lessons.length === 1 ? 'lesson' : 'lessons'}, nothing wrong`);
  return 0;
}
