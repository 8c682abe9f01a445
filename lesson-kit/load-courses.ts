import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { courseFileSchema, type CourseFile } from '../protocol/lesson.ts';
import { slugSchema } from '../protocol/ids.ts';
import { breaksOfCourse } from './course-rules.ts';
import type { Course, Lesson, LessonProblem } from './course.ts';
import { splitNumber } from './folder-name.ts';
import { LessonError } from './lesson-error.ts';
import { loadLesson, utf8, type LessonMemory } from './load-lesson.ts';
import { factsInside, readInside } from './read-inside.ts';
import { readYaml } from './read-yaml.ts';

const maxCourseBytes = 32 * 1024;
/** Per folder; a lessons folder pointed at something huge by mistake is refused rather than walked. */
const maxEntries = 500;

export interface LoadedCourses {
  readonly courses: Course[];
  readonly problems: LessonProblem[];
}

/**
 * All courses in `roots` (absolute paths of lessons folders), in the order of roots and of the numbers of their folders.
 * Never throws for what lies in them: a course or lesson that is not sound is left out, and why is in `problems`; so is what
 * is wrong with the order of sound lessons. `memory`: see load-lesson.ts.
 */
export async function loadCourses(roots: readonly string[], memory?: LessonMemory): Promise<LoadedCourses> {
  const courses: Course[] = [];
  const problems: LessonProblem[] = [];
  for (const root of roots) {
    await collect(problems, async () => {
      const real = await realRoot(root);
      for (const place of await numberedFolders(real, real, problems)) {
        const file = join(place.dir, 'course.yaml');
        await collect(problems, async () => {
          if (courses.some(({ slug }) => slug === place.slug))
            throw problem(place.dir, `there is another course "${place.slug}"; the first one is kept`);
          courses.push(await loadCourse(real, place, file, problems, memory));
        });
      }
    });
  }
  return { courses, problems };
}

interface Place {
  readonly number: number;
  readonly slug: string;
  readonly dir: string;
}

async function loadCourse(
  root: string,
  { dir, slug }: Place,
  file: string,
  problems: LessonProblem[],
  memory: LessonMemory | undefined,
): Promise<Course> {
  const text = utf8(await readInside(root, file, maxCourseBytes), file);
  const fields: CourseFile = readYaml(courseFileSchema, text, file);
  const lessons: Lesson[] = [];
  for (const place of await numberedFolders(root, dir, problems)) {
    await collect(problems, async () => {
      if (lessons.some((lesson) => lesson.slug === place.slug))
        throw problem(place.dir, `there is another lesson "${place.slug}" in this course; the first one is kept`);
      lessons.push(await loadLesson({ root, dir: place.dir, course: slug, slug: place.slug }, memory));
    });
  }
  const course = { ...fields, slug, dir, lessons };
  await collect(problems, async () => {
    problems.push(...(await breaksOfCourse(course)));
  });
  return course;
}

async function realRoot(root: string): Promise<string> {
  try {
    return await realpath(root);
  } catch (cause) {
    throw problem(root, 'there is no such lessons folder, or it may not be read', cause);
  }
}

/** The folders `<nn>-<slug>` in `dir`, by number. Other folders are a problem, files and hidden folders are not. */
async function numberedFolders(root: string, dir: string, problems: LessonProblem[]): Promise<Place[]> {
  const names = await listNames(dir);
  const places: Place[] = [];
  for (const name of names) {
    if (name.startsWith('.')) continue;
    await collect(problems, async () => {
      const path = join(dir, name);
      if ((await factsInside(root, path))?.isDirectory !== true) return;
      const place = splitNumber(name);
      if (place === undefined || !slugSchema.safeParse(place.slug).success)
        throw problem(
          path,
          'a folder here is named by number and name, like 03-networks: two digits, then a-z, 0-9 and -',
        );
      places.push({ number: Number(place.number), slug: place.slug, dir: path });
    });
  }
  return places.sort((a, b) => a.number - b.number || (a.slug < b.slug ? -1 : 1));
}

async function listNames(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch((cause: unknown) => {
    throw problem(dir, "this folder can't be read", cause);
  });
  if (names.length > maxEntries)
    throw problem(
      dir,
      `this folder holds ${names.length} entries, more than ${maxEntries}: is it really one of lessons?`,
    );
  return names.sort();
}

/** Runs `work`; what is wrong with a lesson goes to `problems`, anything else on. */
async function collect(problems: LessonProblem[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    problems.push(...error.problems);
  }
}

function problem(file: string, message: string, cause?: unknown): LessonError {
  return new LessonError([{ file, line: undefined, column: undefined, message }], cause);
}
