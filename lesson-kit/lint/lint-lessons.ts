import type { Course, Lesson, LessonProblem } from '../course.ts';
import { breaksOfAfter } from '../course-rules.ts';
import { LessonError } from '../lesson-error.ts';
import { lessonTree } from '../lesson-tree.ts';
import { lessonSource } from './lesson-source.ts';
import { lintFields } from './lint-fields.ts';
import { lintLinks, type LinkTargets } from './lint-links.ts';
import { lintNodes } from './lint-nodes.ts';
import { lintScripts } from './lint-scripts.ts';
import { lintShell } from './lint-shell.ts';
import { readTarget } from './lint-target.ts';

export interface LintResult {
  readonly lessons: readonly Lesson[];
  /** In the order of folders, files and lines. */
  readonly problems: readonly LessonProblem[];
}

/** What is beside the folders that are looked at. */
export interface LintSurroundings {
  /** Every image of the classroom registry, with tag; undefined: it is not known here, and images are not looked at. */
  readonly images?: readonly string[];
  /** Folders of lessons that may be linked to besides those beside a lesson. */
  readonly linkRoots: readonly string[];
}

/**
 * Everything that can be known to be wrong with the lessons in `folders` (lessons folders, courses or lessons) without a
 * sandbox. Nothing of them is run. Never throws for what lies in them.
 */
export async function lintLessons(folders: readonly string[], surroundings: LintSurroundings): Promise<LintResult> {
  const read = await Promise.all(folders.map(readTarget));
  const roots = await Promise.all(surroundings.linkRoots.map(readTarget));
  const courses = [...read, ...roots].flatMap((one) => one.courses);
  const targets: LinkTargets = {
    courses: [...new Set(courses.map(({ slug }) => slug))],
    lessons: unique([...read, ...roots].flatMap(({ neighbours }) => neighbours)),
  };
  const lessons = unique(read.flatMap((one) => one.lessons));
  const problems = read.flatMap((one) => one.problems);
  const isAsked = ({ file }: LessonProblem): boolean => read.some(({ dir }) => file.startsWith(`${dir}/`));
  problems.push(...(await breaksOfAfter(distinctCourses(courses))).filter(isAsked));
  for (const lesson of lessons) problems.push(...(await lintLesson(lesson, targets, surroundings.images)));
  return { lessons, problems: distinct(problems).sort(byPlace) };
}

async function lintLesson(
  lesson: Lesson,
  targets: LinkTargets,
  images: readonly string[] | undefined,
): Promise<LessonProblem[]> {
  try {
    const source = await lessonSource(lesson);
    const tree = lessonTree(lesson.body, lesson.file);
    return [
      ...lintFields(lesson, source, images),
      ...(await lintShell(lesson, tree, source)),
      ...lintNodes(lesson, tree),
      ...(await lintLinks(lesson, tree, targets)),
      ...(await lintScripts(lesson)),
    ];
  } catch (error) {
    if (error instanceof LessonError) return [...error.problems];
    throw error;
  }
}

/** A course once, also where folders are named twice; of two with one name the first, as on the site. */
function distinctCourses(courses: readonly Course[]): Course[] {
  return courses.filter(({ slug }, i) => courses.findIndex((other) => other.slug === slug) === i);
}

function unique(lessons: readonly Lesson[]): Lesson[] {
  return lessons.filter(({ file }, i) => lessons.findIndex((other) => other.file === file) === i);
}

/** Folders named twice, or one in another, tell everything twice. */
function distinct(problems: readonly LessonProblem[]): LessonProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function byPlace(a: LessonProblem, b: LessonProblem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
