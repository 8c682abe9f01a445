import type { LessonProblem } from './course.ts';

/** A lesson or course file is not as it must be: everything that was found wrong with it, in the order of the text. */
export class LessonError extends Error {
  override readonly name = 'LessonError';
  readonly problems: readonly LessonProblem[];

  constructor(problems: readonly LessonProblem[], cause?: unknown) {
    super(problems.map(formatProblem).join('\n'), cause === undefined ? undefined : { cause });
    this.problems = problems;
  }
}

/** One line for a person: `lessons/01-a/02-b/lesson.mdx:12:3: checks[0].kind: …`. */
export function formatProblem({ file, line, column, message }: LessonProblem): string {
  const place = line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`;
  return `${file}${place}: ${message}`;
}
