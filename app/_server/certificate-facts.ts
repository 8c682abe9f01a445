import type { Course, Lesson } from '../../lesson-kit/course.ts';
import type { CertificateFacts, CertificateRow } from '../../protocol/certificate.ts';
import { lessonState } from './lesson-state.ts';
import type { Visit } from './progress.ts';

/** What a learner has done, with dates. */
export interface LearnerRecord {
  /** lesson → check → when it was passed. */
  readonly passes: ReadonlyMap<string, ReadonlyMap<string, Date>>;
  readonly visits: readonly Visit[];
}

/** Something that is not done, and has to be for a certificate. */
export interface Missing {
  readonly href: string;
  readonly title: string;
  /** How far it is. */
  readonly state: string;
}

export interface CertificateState {
  readonly facts: CertificateFacts;
  readonly missing: readonly Missing[];
}

/**
 * What a certificate of `course` would say now, and what is missing: every lesson that is not done. Of the project one
 * check is enough; the certificate tells its result.
 */
export function courseCertificate(course: Course, record: LearnerRecord): CertificateState {
  const rows = course.lessons.map((lesson) => lessonRow(lesson, record));
  const missing = course.lessons.flatMap((lesson, i) => {
    const row = rows[i];
    if (row === undefined || row.doneAtMs !== null || (row.isProject && row.passed > 0)) return [];
    return [{ href: `/learn/${lesson.id}`, title: lesson.title, state: stateOf(row) }];
  });
  return { facts: { title: course.title, rows }, missing };
}

/** The same of all `courses` together. Those without a lesson don't count. */
export function wholeCertificate(courses: readonly Course[], record: LearnerRecord): CertificateState {
  const parts = courses
    .filter(({ lessons }) => lessons.length > 0)
    .map((course) => ({ course, ...courseCertificate(course, record) }));
  return {
    facts: { title: '', rows: parts.map(({ course, facts }) => courseRow(course, facts.rows)) },
    missing: parts.flatMap(({ course, missing }) =>
      missing.length === 0
        ? []
        : [
            {
              href: `/learn/${course.slug}`,
              title: course.title,
              state: `${missing.length} of ${course.lessons.length} lessons to do`,
            },
          ],
    ),
  };
}

function lessonRow(lesson: Lesson, { passes, visits }: LearnerRecord): CertificateRow {
  const passed = passes.get(lesson.id);
  const visit = visits.find((one) => one.lesson === lesson.id);
  const state = lessonState(lesson, new Set(passed?.keys()), visit);
  const dates = lesson.checks.flatMap(({ id }) => passed?.get(id)?.getTime() ?? []);
  const doneAtMs = lesson.checks.length === 0 ? visit?.visitedAt.getTime() : Math.max(...dates);
  return {
    ...{ title: lesson.title, lessons: null, passed: state.passed, total: state.total },
    doneAtMs: state.isDone ? (doneAtMs ?? null) : null,
    isProject: lesson.project,
    project: null,
  };
}

function courseRow(course: Course, rows: readonly CertificateRow[]): CertificateRow {
  const sum = (key: 'passed' | 'total'): number => rows.reduce((all, row) => all + row[key], 0);
  const project = rows.find(({ isProject }) => isProject);
  const dates = rows.flatMap(({ doneAtMs }) => doneAtMs ?? []);
  return {
    ...{ title: course.title, lessons: course.lessons.length, passed: sum('passed'), total: sum('total') },
    doneAtMs: dates.length === 0 ? null : Math.max(...dates),
    isProject: false,
    project: project === undefined ? null : { passed: project.passed, total: project.total },
  };
}

function stateOf({ passed, total }: CertificateRow): string {
  if (total === 0) return 'not read to its end';
  return passed === 0 ? 'not begun' : `${passed} of ${total} checks passed`;
}
