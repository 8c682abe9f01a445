import type { Course, Lesson } from '../../lesson-kit/course.ts';
import { lessonState, type LessonState } from './lesson-state.ts';
import { allPasses, visits } from './progress.ts';

export interface Progress {
  readonly stateOf: (lesson: Lesson) => LessonState;
  /** The id of the lesson that the learner was in last. */
  readonly lastLesson: string | undefined;
}

/** How far a learner is, with everything. */
export async function progressOf(learnerId: string | undefined): Promise<Progress> {
  const [passes, seen] = await Promise.all([allPasses(learnerId), visits(learnerId)]);
  return {
    stateOf: (lesson) =>
      lessonState(
        lesson,
        passes.get(lesson.id),
        seen.find((visit) => visit.lesson === lesson.id),
      ),
    lastLesson: seen[0]?.lesson,
  };
}

/** The lesson to go on with among `lessons`: the last one while it is not done, else the first open one after it. */
export function nextLesson(
  lessons: readonly Lesson[],
  { stateOf, lastLesson }: Progress,
): { readonly lesson: Lesson; readonly why: 'unfinished' | 'after' | 'first' } | undefined {
  const at = lessons.findIndex(({ id }) => id === lastLesson);
  const last = lessons[at];
  if (last !== undefined && !stateOf(last).isDone) return { lesson: last, why: 'unfinished' };
  const isOpen = (lesson: Lesson): boolean => !stateOf(lesson).isDone;
  const lesson = lessons.slice(at + 1).find(isOpen) ?? lessons.find(isOpen);
  return lesson === undefined ? undefined : { lesson, why: last === undefined ? 'first' : 'after' };
}

export interface CourseSum {
  readonly minutes: number;
  /** Of the lessons that are not done. */
  readonly minutesLeft: number;
  readonly done: number;
}

/** A course in numbers. */
export function courseSum(course: Course, { stateOf }: Progress): CourseSum {
  const sum = (lessons: readonly Lesson[]): number => lessons.reduce((all, { minutes }) => all + minutes, 0);
  const open = course.lessons.filter((lesson) => !stateOf(lesson).isDone);
  return { minutes: sum(course.lessons), minutesLeft: sum(open), done: course.lessons.length - open.length };
}
