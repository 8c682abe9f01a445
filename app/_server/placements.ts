import type { Course } from '../../lesson-kit/course.ts';
import { db } from './db.ts';
import { skippedBy } from './placement-advice.ts';

/** The lessons (by slug) that a learner may skip, by course. Nothing is passed by it. */
export type Skips = ReadonlyMap<string, ReadonlySet<string>>;

/** What of `courses` the learner may skip, by the placement quizzes that they have answered. */
export async function allSkips(learnerId: string | undefined, courses: readonly Course[]): Promise<Skips> {
  if (learnerId === undefined) return new Map();
  const taken = await db().placement.findMany({ where: { learnerId } });
  return new Map(
    taken.flatMap(({ course: slug, known }) => {
      const course = courses.find((one) => one.slug === slug);
      return course === undefined ? [] : [[slug, skippedBy(course, known)] as const];
    }),
  );
}

/** The questions of a course that the learner answered right the last time; undefined: they never answered. */
export async function knownQuestions(
  learnerId: string | undefined,
  course: string,
): Promise<readonly string[] | undefined> {
  if (learnerId === undefined) return undefined;
  return (await db().placement.findUnique({ where: { learnerId_course: { learnerId, course } } }))?.known;
}

/** Keeps which questions the learner answered right, in the place of what was kept. */
export async function keepPlacement(learnerId: string, course: string, known: readonly string[]): Promise<void> {
  const data = { known: [...known], takenAt: new Date() };
  await db().placement.upsert({
    where: { learnerId_course: { learnerId, course } },
    create: { learnerId, course, ...data },
    update: data,
  });
}
