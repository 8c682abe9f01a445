import type { Course, Lesson } from '../../../lesson-kit/course.ts';
import { db } from '../db.ts';

/** How many learners did what in a step. */
export interface StepReport {
  readonly id: string;
  readonly title: string;
  /** Passed all its checks; null: it has none. */
  readonly done: number | null;
  readonly openedHints: number;
  readonly sawSolution: number;
  readonly hadItTyped: number;
}

export interface LessonReport {
  readonly id: string;
  readonly title: string;
  /** Learners who were in it. */
  readonly visitors: number;
  readonly steps: readonly StepReport[];
}

/**
 * Where learners asked for help in the lessons of `courses`, those that somebody was in, in the order of the courses.
 * Learners are counted, never named.
 */
export async function helpReport(courses: readonly Course[]): Promise<LessonReport[]> {
  const [visits, passes, hints, looks, typings] = await Promise.all([
    db().lessonVisit.groupBy({ by: ['lesson'], _count: true }),
    db().checkPass.groupBy({ by: ['lesson', 'checkId'], _count: true }),
    db().stepHelp.groupBy({ by: ['lesson', 'step'], where: { hints: { gt: 0 } }, _count: true }),
    db().stepHelp.groupBy({ by: ['lesson', 'step'], where: { looks: { gt: 0 } }, _count: true }),
    db().stepHelp.groupBy({ by: ['lesson', 'step'], where: { typings: { gt: 0 } }, _count: true }),
  ]);
  const visitors = new Map(visits.map(({ lesson, _count }) => [lesson, _count]));
  const passed = new Map(passes.map(({ lesson, checkId, _count }) => [`${lesson} ${checkId}`, _count]));
  const [openedHints, sawSolution, hadItTyped] = [bySteps(hints), bySteps(looks), bySteps(typings)];
  const stepReports = (lesson: Lesson): StepReport[] =>
    lesson.steps.map(({ id, title, checks }) => ({
      id,
      title,
      done: checks.length === 0 ? null : Math.min(...checks.map((check) => passed.get(`${lesson.id} ${check}`) ?? 0)),
      openedHints: openedHints(lesson.id, id),
      sawSolution: sawSolution(lesson.id, id),
      hadItTyped: hadItTyped(lesson.id, id),
    }));
  return courses
    .flatMap(({ lessons }) => lessons)
    .filter(({ id }) => visitors.has(id))
    .map((lesson) => ({
      id: lesson.id,
      title: lesson.title,
      visitors: visitors.get(lesson.id) ?? 0,
      steps: stepReports(lesson),
    }));
}

function bySteps(
  groups: readonly { readonly lesson: string; readonly step: string; readonly _count: number }[],
): (lesson: string, step: string) => number {
  const counts = new Map(groups.map(({ lesson, step, _count }) => [`${lesson} ${step}`, _count]));
  return (lesson, step) => counts.get(`${lesson} ${step}`) ?? 0;
}
