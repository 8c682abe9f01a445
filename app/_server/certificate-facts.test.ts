import { expect, test } from 'vitest';
import type { Course, Lesson } from '../../lesson-kit/course.ts';
import { courseCertificate, wholeCertificate } from './certificate-facts.ts';

const lesson = (slug: string, checks: string[], project = false): Lesson =>
  ({
    ...{ id: `c/${slug}`, slug, title: slug, project },
    steps: [{ id: 'only', title: 'Only', checks }],
    checks: checks.map((id) => ({ id })),
  }) as unknown as Lesson;
const course = (slug: string, ...lessons: Lesson[]): Course => ({ slug, title: slug, lessons }) as unknown as Course;
const day = (n: number): Date => new Date(Date.UTC(2026, 10, n));
const record = (passes: Record<string, Record<string, Date>>, read: string[] = []) => ({
  passes: new Map(Object.entries(passes).map(([id, checks]) => [id, new Map(Object.entries(checks))])),
  visits: read.map((id) => ({ lesson: id, step: 'only', visitedAt: day(9) })),
});
const full = course('c', lesson('one', ['a', 'b']), lesson('read', []), lesson('end', ['x', 'y', 'z'], true));

test('what is not done is missing, with how far it is', () => {
  const { missing } = courseCertificate(full, record({ 'c/one': { a: day(1) } }));
  expect(missing).toEqual([
    { href: '/learn/c/one', title: 'one', state: '1 of 2 checks passed' },
    { href: '/learn/c/read', title: 'read', state: 'not read to its end' },
    { href: '/learn/c/end', title: 'end', state: 'not begun' },
  ]);
});

test('a lesson is done on the day of its last check; the project counts with its result', () => {
  const passes = { 'c/one': { a: day(3), b: day(2), gone: day(8) }, 'c/end': { x: day(4), z: day(5) } };
  const { missing, facts } = courseCertificate(full, record(passes, ['c/read']));
  expect(missing).toEqual([]);
  expect(facts.rows.map(({ passed, total, doneAtMs }) => [passed, total, doneAtMs])).toEqual([
    [2, 2, day(3).getTime()],
    [0, 0, day(9).getTime()],
    [2, 3, null],
  ]);
});

test('of all courses, each is a row, and what is missing is told by course', () => {
  const other = course('d', lesson('one', ['a']));
  const passes = { 'c/one': { a: day(3), b: day(2) }, 'c/end': { x: day(4) } };
  const { facts, missing } = wholeCertificate([full, course('empty')], record(passes, ['c/read']));
  expect(missing).toEqual([]);
  expect(facts.rows).toEqual([
    {
      ...{ title: 'c', lessons: 3, passed: 3, total: 5, doneAtMs: day(9).getTime(), isProject: false },
      project: { passed: 1, total: 3 },
    },
  ]);
  expect(wholeCertificate([full, other], record({})).missing).toEqual([
    { href: '/learn/c', title: 'c', state: '3 of 3 lessons to do' },
    { href: '/learn/d', title: 'd', state: '1 of 1 lessons to do' },
  ]);
});
