import type { Lesson } from '../../lesson-kit/course.ts';
import type { Visit } from './progress.ts';

/** How far a learner is with a lesson. A lesson without checks is done once its last step has been seen. */
export interface LessonState {
  readonly passed: number;
  readonly total: number;
  readonly isDone: boolean;
  readonly isBegun: boolean;
  /** The step to go on with: where the learner was last, while the lesson still has it. */
  readonly stepIndex: number;
}

/** The state of `lesson` for a learner who has passed `passes` and was last at `visit`. */
export function lessonState(
  lesson: Lesson,
  passes: ReadonlySet<string> | undefined,
  visit: Visit | undefined,
): LessonState {
  const total = lesson.checks.length;
  const passed = lesson.checks.filter(({ id }) => passes?.has(id)).length;
  const seen = lesson.steps.findIndex(({ id }) => id === visit?.step);
  const isLastSeen = seen >= 0 && seen === lesson.steps.length - 1;
  return {
    passed,
    total,
    isDone: total === 0 ? isLastSeen : passed === total,
    isBegun: passed > 0 || visit !== undefined,
    stepIndex: Math.max(seen, 0),
  };
}
