import type { CourseFile, LessonFrontmatter } from '../protocol/lesson.ts';
import type { Solution } from './solution.ts';

/** A course as read from a folder `<nn-slug>/course.yaml` and the lesson folders beside it, in the order of their numbers. */
export interface Course extends CourseFile {
  readonly slug: string;
  readonly dir: string;
  readonly lessons: readonly Lesson[];
}

/** A lesson as read from `<nn-slug>/lesson.mdx`. Reading does not render it. */
export interface Lesson extends LessonFrontmatter {
  /** `<course slug>/<lesson slug>`: the key under which leases and progress are stored. */
  readonly id: string;
  readonly course: string;
  readonly slug: string;
  readonly dir: string;
  /** Absolute path of lesson.mdx, and a key that changes whenever a file of the lesson does. */
  readonly file: string;
  readonly version: string;
  /** The text below the frontmatter, with as many blank lines before it as the frontmatter had, so that positions are true. */
  readonly body: string;
  readonly steps: readonly Step[];
  readonly startFiles: readonly StartFile[];
  /** For the server alone. */
  readonly solution: Solution;
}

export interface Step {
  readonly id: string;
  readonly title: string;
  readonly checks: readonly string[];
}

export interface StartFile {
  readonly path: string;
  readonly content: Buffer;
  readonly executable: boolean;
}

/** What is wrong with a lesson file, where, and what its author can do. */
export interface LessonProblem {
  readonly file: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly message: string;
  /** It may come right by something outside of the lesson. */
  readonly isWarning?: true;
}
