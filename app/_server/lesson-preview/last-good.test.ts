import { expect, test } from 'vitest';
import type { Course, Lesson, LessonProblem } from '../../../lesson-kit/course.ts';
import { withLastGood, type LastGood } from './last-good.ts';

const lesson = (slug: string): Lesson => ({ dir: `/l/01-c/${slug}`, slug, course: 'c', id: `c/${slug}` }) as Lesson;
const course = (...slugs: string[]): Course =>
  ({ dir: '/l/01-c', slug: 'c', lessons: slugs.map(lesson) }) as unknown as Course;
const problem = (file: string): LessonProblem => ({ file, line: 1, column: 1, message: 'm' });
const ids = (courses: readonly Course[]): string[] => courses.flatMap(({ lessons }) => lessons.map(({ id }) => id));

test('a lesson that is broken now stays as it was, in its place; one that was taken away goes', () => {
  const kept: LastGood = { courses: new Map(), lessons: new Map() };
  expect(ids(withLastGood([course('01-a', '02-b', '03-d')], [], kept))).toEqual(['c/01-a', 'c/02-b', 'c/03-d']);
  const broken = [problem('/l/01-c/02-b/lesson.mdx')];
  expect(ids(withLastGood([course('01-a', '03-d')], broken, kept))).toEqual(['c/01-a', 'c/02-b', 'c/03-d']);
  expect(ids(withLastGood([course('01-a')], broken, kept))).toEqual(['c/01-a', 'c/02-b']);
  expect(ids(withLastGood([course('01-a')], [], kept))).toEqual(['c/01-a']);
});

test('so does a course', () => {
  const kept: LastGood = { courses: new Map(), lessons: new Map() };
  withLastGood([course('01-a')], [], kept);
  expect(ids(withLastGood([], [problem('/l/01-c/course.yaml')], kept))).toEqual(['c/01-a']);
  expect(ids(withLastGood([], [], kept))).toEqual([]);
});
