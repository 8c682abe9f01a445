import type { CheckResult } from '../../protocol/checks.ts';
import { db } from './db.ts';

/** Ids of the checks of `lesson` that the learner has passed. */
export async function passedChecks(learnerId: string, lesson: string): Promise<string[]> {
  const passes = await db().checkPass.findMany({ where: { learnerId, lesson }, select: { checkId: true } });
  return passes.map(({ checkId }) => checkId);
}

/** Everything a learner has passed: lesson → ids of checks. */
export async function allPasses(learnerId: string | undefined): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const byLesson = new Map<string, Set<string>>();
  if (learnerId === undefined) return byLesson;
  for (const { lesson, checkId } of await db().checkPass.findMany({ where: { learnerId } }))
    byLesson.set(lesson, (byLesson.get(lesson) ?? new Set()).add(checkId));
  return byLesson;
}

/** Keeps the passes among `results`. One that is kept already stays as it was. */
export async function keepPasses(learnerId: string, lesson: string, results: readonly CheckResult[]): Promise<void> {
  const data = results
    .filter(({ verdict }) => verdict === 'pass')
    .map(({ id, atMs, sinceEventMs }) => ({
      learnerId,
      lesson,
      checkId: id,
      passedAt: new Date(atMs),
      sinceEventMs: sinceEventMs === null ? null : Math.round(sinceEventMs),
    }));
  if (data.length > 0) await db().checkPass.createMany({ data, skipDuplicates: true });
}

/** Keeps that the learner has passed a check that is not about a machine. */
export async function keepPass(learnerId: string, lesson: string, checkId: string): Promise<void> {
  const data = { learnerId, lesson, checkId, passedAt: new Date(), sinceEventMs: null };
  await db().checkPass.createMany({ data: [data], skipDuplicates: true });
}

/** Notes at which step of a lesson the learner is. */
export async function keepVisit(learnerId: string, lesson: string, step: string): Promise<void> {
  const visitedAt = new Date();
  await db().lessonVisit.upsert({
    where: { learnerId_lesson: { learnerId, lesson } },
    create: { learnerId, lesson, step, visitedAt },
    update: { step, visitedAt },
  });
  await db().learner.update({ where: { id: learnerId }, data: { lastSeenAt: visitedAt } });
}

export interface Visit {
  readonly lesson: string;
  readonly step: string;
  readonly visitedAt: Date;
}

/** Where the learner has been, the latest first. */
export async function visits(learnerId: string | undefined): Promise<readonly Visit[]> {
  if (learnerId === undefined) return [];
  return db().lessonVisit.findMany({ where: { learnerId }, orderBy: { visitedAt: 'desc' }, take: 500 });
}
