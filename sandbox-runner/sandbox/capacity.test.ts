import { expect, test } from 'vitest';
import { defaultCapacity } from './capacity.ts';

const gib = 1024 ** 3;

test('the scarcer of memory and disk decides, and one always fits', () => {
  expect(defaultCapacity(100 * gib, 16 * gib)).toBe(38);
  expect(defaultCapacity(12 * gib, 16 * gib)).toBe(10);
  expect(defaultCapacity(1 * gib, 1 * gib)).toBe(1);
});
