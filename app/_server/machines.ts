import type { Course } from '../../lesson-kit/course.ts';
import { db, type Lease } from './db.ts';
import { keepPausedMs } from './retention.ts';

/** A machine that its learner has: it runs, or is saved and can be gone on with. */
export interface OwnMachine {
  readonly lesson: string;
  readonly title: string;
  readonly href: string;
  readonly state: 'running' | 'saved';
  /** How long it still runs, or how long ago it was saved; ms. */
  readonly ms: number;
  /** When what was saved is deleted; null: it runs. */
  readonly keptUntilMs: number | null;
}

/** What a learner has, running ones first. One of a lesson that is no more is left out: there is no page to lead to. */
export async function ownMachines(learnerId: string | undefined, courses: readonly Course[]): Promise<OwnMachine[]> {
  if (learnerId === undefined) return [];
  const leases = await db().lease.findMany({
    where: {
      learnerId,
      OR: [{ endedAt: null }, { checkpoint: { not: null }, endedAt: { gt: new Date(Date.now() - keepPausedMs) } }],
    },
    orderBy: { createdAt: 'desc' },
    take: 50,
  });
  const newest = leases.filter((lease, index) => leases.findIndex(({ lesson }) => lesson === lease.lesson) === index);
  return newest
    .flatMap((lease) => toMachine(lease, courses))
    .sort((a, b) => Number(b.state === 'running') - Number(a.state === 'running') || a.ms - b.ms);
}

function toMachine(lease: Lease, courses: readonly Course[]): OwnMachine[] {
  const place = placeOf(lease.lesson, courses);
  if (place === undefined) return [];
  const { lesson, endedAt, expiresAt } = lease;
  if (endedAt === null)
    return [{ ...place, lesson, state: 'running', ms: expiresAt.getTime() - Date.now(), keptUntilMs: null }];
  const savedAtMs = (lease.checkpointAt ?? endedAt).getTime();
  return [{ ...place, lesson, state: 'saved', ms: Date.now() - savedAtMs, keptUntilMs: savedAtMs + keepPausedMs }];
}

function placeOf(lessonId: string, courses: readonly Course[]): Pick<OwnMachine, 'title' | 'href'> | undefined {
  if (lessonId.split('/')[0] === 'play') return { title: 'Free play', href: '/play' };
  const lesson = courses.flatMap(({ lessons }) => lessons).find(({ id }) => id === lessonId);
  return lesson === undefined ? undefined : { title: lesson.title, href: `/learn/${lesson.id}` };
}
