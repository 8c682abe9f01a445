import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCourses } from './load-courses.ts';
import { syllabusIds } from './syllabus.ts';

const { courses } = await loadCourses([join(import.meta.dirname, '../lessons')]);
const lessons = courses.flatMap((course) => course.lessons);

/** By id, the checks that show it, as `COURSE/LESSON#CHECK`. */
const shownBy = new Map<string, string[]>();
for (const lesson of lessons)
  for (const [id, checks] of Object.entries(lesson.covers))
    shownBy.set(id, [...(shownBy.get(id) ?? []), ...checks.map((check) => `${lesson.id}#${check}`)]);

test('the syllabus has its 86 ids, each once', () => {
  expect(syllabusIds).toHaveLength(86);
  expect(new Set(syllabusIds).size).toBe(86);
});

test('each id of the syllabus is shown by a check or quiz of a lesson', () => {
  expect(syllabusIds.filter((id) => (shownBy.get(id) ?? []).length === 0)).toEqual([]);
});

test('no lesson claims an id that the syllabus does not have', () => {
  expect([...shownBy.keys()].filter((id) => !syllabusIds.includes(id))).toEqual([]);
});

test('what is only read about is asked in a quiz', () => {
  const lesson = lessons.find(({ id }) => id === 'first-steps/why');
  const quizzes = lesson?.checks.filter(({ kind }) => kind === 'quiz').map(({ id }) => id) ?? [];
  expect(quizzes).toEqual(expect.arrayContaining(lesson?.covers['install-docker'] ?? ['nothing shows install-docker']));
});
