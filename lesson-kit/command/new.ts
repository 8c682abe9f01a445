import { stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { lessonFrontmatterSchema } from '../../protocol/lesson.ts';
import { withoutNumber } from '../folder-name.ts';
import { nearest } from '../nearest.ts';
import { newCourseFile, newLessonFiles } from '../scaffold/lesson-files.ts';
import { nextFolder, numberedFolder, slugOf, writeFolder } from '../scaffold/write-lesson.ts';
import { syllabusIds } from '../syllabus.ts';
import { UsageError, type Surroundings } from './surroundings.ts';

export const newUsage = `new [OPTIONS]           makes the folder of a new lesson, which is sound and waits to be rewritten

  --title TEXT       at most 80 characters; names the folder, too
  --course NAME      the course, by the name of its folder without number; a new one is made if there is none
  --minutes N        honest working time for a beginner, 1 to 90 (default 15)
  --covers ID,ID     ids of the syllabus (lesson-kit/syllabus.ts); none by default
  --lessons FOLDER   the folder of courses (default: the lessons of this installation)

What is not given is asked for, in a terminal.`;

/** `lesson new`. */
export async function makeNew(args: string[], surroundings: Surroundings): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      title: { type: 'string' },
      course: { type: 'string' },
      minutes: { type: 'string' },
      covers: { type: 'string' },
      lessons: { type: 'string' },
    },
  });
  const { cwd, lessonRoots, ask, say } = surroundings;
  const known = values.lessons === undefined ? lessonRoots[0] : resolve(cwd, values.lessons);
  if (known === undefined) throw new UsageError('There is no lessons folder; name one by --lessons.');

  const title = await answer(values.title, 'Title', undefined, titleOf, ask, say);
  const course = await answer(values.course, 'Course (a-z, 0-9 and -)', undefined, courseOf, ask, say);
  const minutes = await answer(values.minutes, 'Minutes', '15', minutesOf, ask, say);
  const covers = await answer(values.covers, 'Covers (ids, with commas)', '', coversOf, ask, say);

  const slug = slugOf(title) ?? 'lesson';
  const courseDir = (await numberedFolder(known, course)) ?? (await nextFolder(known, course));
  const twin = await numberedFolder(courseDir, slug);
  if (twin !== undefined)
    throw new UsageError(`There is a lesson ${relative(cwd, twin)} already; choose another title.`);
  const hasCourse = await stat(join(courseDir, 'course.yaml')).then(
    () => true,
    () => false,
  );
  if (!hasCourse) await writeFolder(courseDir, new Map([['course.yaml', newCourseFile(course)]]));
  const dir = await nextFolder(courseDir, slug);
  await writeFolder(dir, newLessonFiles({ title, summary: `${title}.`.slice(0, 300), minutes, covers }));
  const path = relative(cwd, dir) || dir;
  say(
    `Made ${path}. Next: rewrite lesson.mdx, solution.sh and wrong/*.sh, then\n  npm run lesson -- lint ${path}\n  npm run lesson -- test ${path}`,
  );
  return 0;
}

/** The option if given, else asked for until it is right; without anybody to ask, the default or a UsageError. */
async function answer<T>(
  given: string | undefined,
  question: string,
  fallback: string | undefined,
  read: (text: string) => T,
  ask: Surroundings['ask'],
  say: Surroundings['say'],
): Promise<T> {
  if (given !== undefined) return read(given);
  if (ask === undefined) {
    if (fallback === undefined) throw new UsageError(`${question} is not given, and there is no terminal to ask in.`);
    return read(fallback);
  }
  for (;;) {
    const text = await ask(fallback === undefined || fallback === '' ? `${question}: ` : `${question} [${fallback}]: `);
    try {
      return read(text === '' ? (fallback ?? '') : text);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      say(error.message);
    }
  }
}

function titleOf(text: string): string {
  const title = text.trim();
  if (!lessonFrontmatterSchema.shape.title.safeParse(title).success || slugOf(title) === undefined)
    throw new UsageError(`A title has 1 to 80 characters, some of a-z or 0-9; this is ${JSON.stringify(text)}.`);
  return title;
}

function courseOf(text: string): string {
  const slug = withoutNumber(text.trim());
  if (slugOf(slug) !== slug)
    throw new UsageError(`A course is named by a-z, 0-9 and -, like first-steps; this is ${JSON.stringify(text)}.`);
  return slug;
}

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (text.trim() === '' || !lessonFrontmatterSchema.shape.minutes.safeParse(minutes).success)
    throw new UsageError(`Minutes are a whole number from 1 to 90; this is ${JSON.stringify(text)}.`);
  return minutes;
}

function coversOf(text: string): string[] {
  const ids = text.split(/[,\s]+/).filter((id) => id !== '');
  for (const id of ids) {
    if (syllabusIds.includes(id)) continue;
    const guess = nearest(id, syllabusIds);
    throw new UsageError(
      `The syllabus has no id ${JSON.stringify(id)}.${guess === undefined ? '' : ` Did you mean "${guess}"?`} All are in lesson-kit/syllabus.ts.`,
    );
  }
  return [...new Set(ids)];
}
