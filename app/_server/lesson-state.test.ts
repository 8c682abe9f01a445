import { expect, test } from 'vitest';
import type { Lesson } from '../../lesson-kit/course.ts';
import { lessonState } from './lesson-state.ts';

const lesson = (checks: readonly string[]): Lesson => ({
  id: 'c/l',
  course: 'c',
  slug: 'l',
  dir: '/',
  file: '/',
  version: '1',
  body: '',
  title: 'L',
  summary: 's',
  minutes: 5,
  covers: {},
  after: [],
  project: false,
  images: [],
  present: [],
  account: false,
  setup: [],
  startFrom: [],
  startFiles: [],
  solution: { parts: [], problem: null },
  steps: [
    { id: 'one', title: 'One', checks: [...checks] },
    { id: 'two', title: 'Two', checks: [] },
  ],
  checks: checks.map((id) => ({ id, title: id, kind: 'image', reference: 'x', exists: true, mistakes: [] })),
});
const visit = (step: string) => ({ lesson: 'c/l', step, visitedAt: new Date() });

test('a lesson is done when all its checks have passed, wherever the learner was last', () => {
  expect(lessonState(lesson(['a', 'b']), new Set(['a']), visit('two'))).toMatchObject({
    passed: 1,
    total: 2,
    isDone: false,
    isBegun: true,
    stepIndex: 1,
  });
  expect(lessonState(lesson(['a', 'b']), new Set(['a', 'b']), undefined)).toMatchObject({
    isDone: true,
    isBegun: true,
  });
});

test('passes of checks that the lesson no longer has do not count', () => {
  expect(lessonState(lesson(['a']), new Set(['old']), undefined)).toMatchObject({
    passed: 0,
    isDone: false,
    isBegun: false,
  });
});

test('a lesson without checks is done once its last step was seen, and a step that is gone leads to the first', () => {
  expect(lessonState(lesson([]), undefined, visit('one')).isDone).toBe(false);
  expect(lessonState(lesson([]), undefined, visit('two')).isDone).toBe(true);
  expect(lessonState(lesson([]), undefined, visit('gone'))).toMatchObject({ isDone: false, stepIndex: 0 });
});
