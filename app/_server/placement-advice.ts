import type { Course } from '../../lesson-kit/course.ts';
import type { Advice, PlacementResult } from '../../protocol/placement.ts';
import { quizVerdict } from '../../protocol/quiz-verdict.ts';
import type { Progress } from './course-progress.ts';

/** The lessons of `course` that may be skipped by who has answered the questions `known` right. */
export function skippedBy(course: Pick<Course, 'placement'>, known: readonly string[]): ReadonlySet<string> {
  const isKnown = (lesson: string): boolean =>
    course.placement.every(({ id, skips }) => !skips.includes(lesson) || known.includes(id));
  return new Set(course.placement.flatMap(({ skips }) => skips).filter(isKnown));
}

/** Grades `answers`, choices by question. Pure. What is told of a wrong answer are only the choices that were made. */
export function gradePlacement(
  course: Pick<Course, 'placement'>,
  answers: Readonly<Record<string, readonly string[]>>,
): Pick<PlacementResult, 'known' | 'told'> {
  const graded = course.placement.map((question) => ({
    id: question.id,
    verdict: quizVerdict(question, answers[question.id] ?? []),
  }));
  return {
    known: graded.filter(({ verdict }) => verdict.passes).map(({ id }) => id),
    told: Object.fromEntries(graded.map(({ id, verdict }) => [id, [...verdict.choices]])),
  };
}

/** Where to start in `course` for who may skip `skips`, and what is skipped by that: neither of them is done yet. */
export function adviceFor(course: Course, skips: ReadonlySet<string>, { stateOf }: Pick<Progress, 'stateOf'>): Advice {
  const open = course.lessons.filter((lesson) => !stateOf(lesson).isDone);
  const place = ({ id, title }: { id: string; title: string }): { href: string; title: string } => ({
    href: `/learn/${id}`,
    title,
  });
  const start = open.find(({ slug }) => !skips.has(slug));
  return {
    start: start === undefined ? null : place(start),
    skip: open.filter(({ slug }) => skips.has(slug)).map(place),
  };
}
