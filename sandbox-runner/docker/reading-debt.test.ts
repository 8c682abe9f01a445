import { expect, test } from 'vitest';
import { createReadingDebt } from './reading-debt.ts';

test('what is quick to read waits for nothing', () => {
  let now = 0;
  const debt = createReadingDebt(() => now);
  for (let i = 0; i < 20; i++) debt.book(() => (now += 2));
  expect(debt.waitMs()).toBe(0);
});

test('what is slow to read is asked for less often, for a while', () => {
  let now = 0;
  const debt = createReadingDebt(() => now);
  debt.book(() => (now += 300));
  expect(debt.waitMs()).toBeGreaterThan(3000);
  expect(debt.waitMs()).toBeLessThan(4000);
  now += 4000;
  expect(debt.waitMs()).toBe(0);
  debt.book(() => (now += 60_000));
  expect(debt.waitMs()).toBe(60_000);
});

test('an answer that can not be read costs as well', () => {
  let now = 0;
  const debt = createReadingDebt(() => now);
  const fail = (): void => {
    now += 200;
    throw new Error('no JSON');
  };
  expect(() => debt.book(fail)).toThrow('no JSON');
  expect(debt.waitMs()).toBeGreaterThan(0);
});
