import { expect, test } from 'vitest';
import { costOf } from './next-in-direction.ts';

const box = (left: number, top: number, width: number, height: number) => ({
  ...{ left, top, right: left + width, bottom: top + height },
});
const down = [0, 1] as const;

test('a wide head leads down to the card below it, not to what is further', () => {
  const head = box(0, 0, 300, 40);
  const below = costOf(head, box(10, 50, 200, 80), down) ?? Number.NaN;
  expect(below).toBeLessThan(costOf(head, box(10, 140, 200, 80), down) ?? Number.NaN);
  expect(below).toBeLessThan(costOf(head, box(500, 50, 200, 80), down) ?? Number.NaN);
});

test('what lies beside or behind is not in that direction', () => {
  expect(costOf(box(0, 0, 10, 10), box(50, 0, 10, 10), down)).toBeNull();
  expect(costOf(box(0, 100, 10, 10), box(0, 0, 10, 10), down)).toBeNull();
});
