import { expect, test } from 'vitest';
import { wishFor, withoutWish, type Wish } from './wishes.ts';

const port: Wish<number> = { leaseId: 'first', node: 'node2', what: 8080 };

test('a wish is for the machine that it was made for, and for no other', () => {
  expect(wishFor(port, 'first', 'node2')).toBe(port);
  expect(wishFor(port, 'first', 'main')).toBeNull();
  expect(wishFor(port, 'second', 'node2')).toBeNull();
  expect(wishFor(port, undefined, 'node2')).toBeNull();
  expect(wishFor(null, 'first', 'node2')).toBeNull();
});

test('a wish that is taken is gone, and the same one made again meanwhile stays', () => {
  expect(withoutWish(port, port)).toBeNull();
  const again = { ...port };
  expect(withoutWish(again, port)).toBe(again);
  expect(withoutWish(null, port)).toBeNull();
});
