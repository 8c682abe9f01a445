import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Course, Lesson, LessonProblem } from '../course.ts';
import { withoutNumber } from '../folder-name.ts';
import { LessonError } from '../lesson-error.ts';
import { loadCourses } from '../load-courses.ts';
import { loadLesson } from '../load-lesson.ts';

/** What an author named on the command line, read: a lessons folder, a course folder or a lesson folder. */
export interface ReadTarget {
  /** Its real path. */
  readonly dir: string;
  readonly lessons: readonly Lesson[];
  readonly problems: readonly LessonProblem[];
  /** The courses beside the lessons, for links and order; none where a lesson lies alone. */
  readonly courses: readonly Course[];
  /** All lessons of these courses, also those that were not named. */
  readonly neighbours: readonly Lesson[];
}

/** Reads what lies in the folder `path`. Never throws for what is in it. */
export async function readTarget(path: string): Promise<ReadTarget> {
  const dir = await realpath(path).catch(() => undefined);
  if (dir === undefined) return only(path, problem(path, 'there is no such folder, or it may not be read'));
  if (await isFile(join(dir, 'lesson.mdx')))
    return (await isFile(join(dirname(dir), 'course.yaml'))) ? within(dirname(dirname(dir)), dir) : alone(dir);
  if (await isFile(join(dir, 'course.yaml'))) return within(dirname(dir), dir);
  const read = await within(dir, dir);
  if (read.lessons.length === 0 && read.problems.length === 0)
    return only(
      dir,
      problem(
        dir,
        'no lesson is here; name a folder with a lesson.mdx, a folder with a course.yaml, or a folder of such courses',
      ),
    );
  return read;
}

async function within(root: string, dir: string): Promise<ReadTarget> {
  const { courses, problems } = await loadCourses([root]);
  const isHere = (path: string): boolean => path === dir || path.startsWith(`${dir}/`);
  const neighbours = courses.flatMap((course) => course.lessons);
  const found = problems.filter(({ file }) => isHere(file));
  const lessons = neighbours.filter((lesson) => isHere(lesson.dir));
  // A lesson can't be read while its course can't: that is then the problem.
  const course = problems.filter(({ file }) => dir.startsWith(`${dirname(file)}/`) && basename(file) === 'course.yaml');
  return {
    dir,
    lessons,
    problems: found.length === 0 && lessons.length === 0 ? course : found,
    courses,
    neighbours,
  };
}

/** A lesson folder in no course, for instance one that was just imported. */
async function alone(dir: string): Promise<ReadTarget> {
  const slug = withoutNumber(basename(dir));
  try {
    const lesson = await loadLesson({ root: dir, dir, course: 'no-course', slug });
    return { dir, lessons: [lesson], problems: [], courses: [], neighbours: [lesson] };
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    return only(dir, ...error.problems);
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );
}

function only(dir: string, ...problems: LessonProblem[]): ReadTarget {
  return { dir, lessons: [], problems, courses: [], neighbours: [] };
}

function problem(file: string, message: string): LessonProblem {
  return { file, line: undefined, column: undefined, message };
}
