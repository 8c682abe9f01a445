import { expect, test } from 'vitest';
import type { Course, Lesson } from '../../../lesson-kit/course.ts';
import { mergeCourses } from './merge-courses.ts';
import { isReplacedBy, standingOf } from './standing.ts';

const course = (slug: string, lessons: readonly string[], title = slug): Course => ({
  slug,
  title,
  summary: 'S',
  outcomes: [],
  after: [],
  placement: [],
  dir: `/${title}/${slug}`,
  lessons: lessons.map(
    (name) => ({ id: `${slug}/${name}`, slug: name, course: slug, title: `${title}: ${name}` }) as Lesson,
  ),
});
const shown = (courses: readonly Course[]): Record<string, readonly string[]> =>
  Object.fromEntries(courses.map(({ slug, lessons }) => [slug, lessons.map(({ title }) => title)]));

test('published lessons go to the end of their course, and newer ones into the place of older ones', () => {
  const folders = [course('steps', ['one', 'two'], 'Steps')];
  const merged = mergeCourses(folders, [
    course('steps', ['three'], 'Old'),
    course('own', ['a'], 'Own'),
    course('steps', ['four'], 'Other'),
    course('steps', ['three'], 'New'),
    course('own', ['b'], 'Own again'),
  ]);
  expect(shown(merged)).toEqual({
    steps: ['Steps: one', 'Steps: two', 'New: three', 'Other: four'],
    own: ['Own: a', 'Own again: b'],
  });
  expect(merged.map(({ title }) => title)).toEqual(['Steps', 'Own again']);
  expect(shown(folders)).toEqual({ steps: ['Steps: one', 'Steps: two'] });
});

test('a lesson of a lessons folder is never replaced', () => {
  const merged = mergeCourses([course('steps', ['one'], 'Steps')], [course('steps', ['one', 'new'], 'Mine')]);
  expect(shown(merged)).toEqual({ steps: ['Steps: one', 'Mine: new'] });
});

const lessonUpload = { id: 'l', kind: 'lesson', course: 'steps', lesson: 'one' } as const;
const courseUpload = { id: 'c', kind: 'course', course: 'steps', lesson: null } as const;

test('what publishing would do', () => {
  const folders = [course('steps', ['one'])];
  expect(standingOf(lessonUpload, folders, [])).toBe('taken');
  expect(standingOf(courseUpload, folders, [])).toBe('taken');
  expect(standingOf({ ...lessonUpload, lesson: 'two' }, folders, [])).toBe('new');
  expect(standingOf(lessonUpload, [], [])).toBe('new');
  expect(standingOf(lessonUpload, [], [{ ...lessonUpload, lessonSlugs: ['one'] }])).toBe('new');
  expect(standingOf(lessonUpload, [], [{ ...lessonUpload, id: 'other', lessonSlugs: ['one'] }])).toBe('replaces');
  expect(standingOf(lessonUpload, [], [{ ...courseUpload, lessonSlugs: ['one'] }])).toBe('replaces');
  expect(standingOf(courseUpload, [], [{ ...courseUpload, id: 'other', lessonSlugs: [] }])).toBe('replaces');
  expect(standingOf(courseUpload, [], [{ ...lessonUpload, lessonSlugs: ['one'] }])).toBe('new');
});

test('a lesson makes way for the same lesson, a course for the same course', () => {
  expect(isReplacedBy({ ...lessonUpload, id: 'old' }, lessonUpload)).toBe(true);
  expect(isReplacedBy(lessonUpload, lessonUpload)).toBe(false);
  expect(isReplacedBy(courseUpload, lessonUpload)).toBe(false);
  expect(isReplacedBy({ ...courseUpload, id: 'old' }, courseUpload)).toBe(true);
  expect(isReplacedBy({ ...lessonUpload, id: 'old', course: 'other' }, lessonUpload)).toBe(false);
});
