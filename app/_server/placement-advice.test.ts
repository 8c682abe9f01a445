import { expect, test } from 'vitest';
import type { Course, Lesson } from '../../lesson-kit/course.ts';
import type { PlacementQuestion } from '../../protocol/placement.ts';
import { adviceFor, gradePlacement, skippedBy } from './placement-advice.ts';

const question = (id: string, skips: string[], multiple = false): PlacementQuestion => ({
  ...{ id, question: `${id}?`, multiple, skips },
  choices: [
    { id: 'yes', text: 'Yes', right: true, why: 'So it is.' },
    { id: 'also', text: 'Also', right: multiple, why: 'And so.' },
    { id: 'no', text: 'No', right: false, why: 'It is not so.' },
  ],
});
const placement = [question('a', ['one']), question('b', ['one', 'two']), question('c', ['three'], true)];
const lesson = (slug: string): Lesson => ({ id: `c/${slug}`, slug, title: slug.toUpperCase() }) as Lesson;
const course = { placement, lessons: ['one', 'two', 'three', 'four'].map(lesson) } as unknown as Course;
const progress = (...done: string[]) => ({
  stateOf: ({ slug }: Lesson) => ({ passed: 0, total: 1, isDone: done.includes(slug), isBegun: false, stepIndex: 0 }),
});

test('a lesson may be skipped when every question that names it was answered right', () => {
  expect([...skippedBy({ placement }, ['a'])]).toEqual([]);
  expect([...skippedBy({ placement }, ['b'])]).toEqual(['two']);
  expect([...skippedBy({ placement }, ['a', 'b', 'gone'])]).toEqual(['one', 'two']);
});

test('a question that is left out is not known; of a wrong answer only what was chosen is told', () => {
  const { known, told } = gradePlacement({ placement }, { a: ['yes'], c: ['yes', 'no'] });
  expect(known).toEqual(['a']);
  expect(told['b']).toEqual([]);
  expect(told['c']?.map(({ id }) => id)).toEqual(['yes', 'no']);
  expect(told['a']?.map(({ id }) => id)).toEqual(['yes', 'also', 'no']);
  expect(gradePlacement({ placement }, { a: ['yes', 'no'], c: ['yes', 'also'] }).known).toEqual(['c']);
});

test('one starts at the first lesson that is neither done nor known; what is done need not be skipped', () => {
  const known = new Set(['one', 'three']);
  expect(adviceFor(course, known, progress())).toEqual({
    start: { href: '/learn/c/two', title: 'TWO' },
    skip: [
      { href: '/learn/c/one', title: 'ONE' },
      { href: '/learn/c/three', title: 'THREE' },
    ],
  });
  expect(adviceFor(course, known, progress('one', 'two')).start?.title).toBe('FOUR');
  expect(adviceFor(course, known, progress('one', 'two', 'four'))).toEqual({
    start: null,
    skip: [{ href: '/learn/c/three', title: 'THREE' }],
  });
});
