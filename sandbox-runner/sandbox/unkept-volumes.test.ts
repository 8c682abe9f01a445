import { expect, test } from 'vitest';
import { unkeptVolumes } from './unkept-volumes.ts';

test('what is in no book is given; thousands that are in them cost one reading', () => {
  const listed = Array.from({ length: 3000 }, (_, i) => `checkpoint-${i}`);
  let readings = 0;
  const books = (): Set<string> => {
    readings += 1;
    return new Set(listed);
  };
  expect([...unkeptVolumes(listed, books)]).toEqual([]);
  expect(readings).toBe(1);
  expect([...unkeptVolumes([...listed, 'sandbox-a', 'step-b-1'], books)]).toEqual(['sandbox-a', 'step-b-1']);
});

test('what is made while another one is removed stays', () => {
  const books = new Set<string>();
  const given: string[] = [];
  for (const name of unkeptVolumes(['step-a-1', 'step-b-1'], () => new Set(books))) {
    given.push(name);
    books.add('step-b-1');
  }
  expect(given).toEqual(['step-a-1']);
});
