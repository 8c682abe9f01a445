import { certificateFactsSchema, newCertificateCode, type CertificateFacts } from '../../protocol/certificate.ts';
import { AppError } from '../../protocol/errors.ts';
import { courseCertificate, wholeCertificate, type CertificateState, type LearnerRecord } from './certificate-facts.ts';
import { db, type Certificate } from './db.ts';
import { allCourses, findCourse } from './lessons.ts';
import { visits } from './progress.ts';

/** A certificate as it was made. */
export interface MadeCertificate {
  readonly code: string;
  readonly name: string;
  readonly facts: CertificateFacts;
  readonly madeAtMs: number;
}

/** What the learner could have certified now of `course`, or of all courses. Undefined: there is no such course. */
export async function certificateState(
  learnerId: string | undefined,
  course: string | undefined,
): Promise<CertificateState | undefined> {
  const record = await recordOf(learnerId);
  if (course === undefined) return wholeCertificate(await allCourses(), record);
  const found = await findCourse(course);
  return found === undefined ? undefined : courseCertificate(found, record);
}

/** The learner's own certificate of `course`, or of all courses, if they made one. */
export async function ownCertificate(
  learnerId: string | undefined,
  course: string | undefined,
): Promise<MadeCertificate | undefined> {
  if (learnerId === undefined) return undefined;
  return read(await db().certificate.findUnique({ where: { learnerId_course: { learnerId, course: course ?? '' } } }));
}

/** The certificate with this code, for anybody. Undefined: there is none, or it was withdrawn. */
export async function findCertificate(code: string): Promise<MadeCertificate | undefined> {
  return read(await db().certificate.findUnique({ where: { code } }));
}

/**
 * Makes the learner's certificate of `course`, or of all courses, or makes it anew under the same code. Throws AppError
 * conflict while something is missing, lesson_not_found if there is no such course.
 */
export async function makeCertificate(learnerId: string, course: string | undefined, name: string): Promise<string> {
  const state = await certificateState(learnerId, course);
  if (state === undefined)
    throw new AppError('lesson_not_found', `no course ${String(course)}`, {
      hint: 'There is no such course any more.',
    });
  const [first] = state.missing;
  if (first !== undefined || state.facts.rows.length === 0)
    throw new AppError('conflict', `${state.missing.length} missing`, {
      hint: `Not everything is done yet: ${first?.title ?? 'there are no lessons here'}.`,
    });
  const data = { name, facts: state.facts, madeAt: new Date() };
  const { code } = await db().certificate.upsert({
    where: { learnerId_course: { learnerId, course: course ?? '' } },
    create: { code: newCertificateCode(), learnerId, course: course ?? '', ...data },
    update: data,
    select: { code: true },
  });
  return code;
}

/** Deletes the learner's certificate with this code. Its code leads nowhere from then on. */
export async function withdrawCertificate(learnerId: string, code: string): Promise<void> {
  const { count } = await db().certificate.deleteMany({ where: { learnerId, code } });
  if (count === 0)
    throw new AppError('not_found', 'no certificate of this learner', { hint: 'It has been withdrawn already.' });
}

async function recordOf(learnerId: string | undefined): Promise<LearnerRecord> {
  if (learnerId === undefined) return { passes: new Map(), visits: [] };
  const [kept, seen] = await Promise.all([db().checkPass.findMany({ where: { learnerId } }), visits(learnerId)]);
  const passes = new Map<string, Map<string, Date>>();
  for (const { lesson, checkId, passedAt } of kept)
    passes.set(lesson, (passes.get(lesson) ?? new Map<string, Date>()).set(checkId, passedAt));
  return { passes, visits: seen };
}

function read(row: Certificate | null): MadeCertificate | undefined {
  if (row === null) return undefined;
  const { code, name, facts, madeAt } = row;
  return { code, name, facts: certificateFactsSchema.parse(facts), madeAtMs: madeAt.getTime() };
}
