import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { doAtOnce } from './at-once.ts';

test('each is worked at once, so many at a time, and a failure stops none of the others', async () => {
  const done: number[] = [];
  const failures: string[] = [];
  let running = 0;
  let most = 0;
  await doAtOnce(
    3,
    [1, 2, 3, 4, 5, 6, 7],
    async (item) => {
      running += 1;
      most = Math.max(most, running);
      await delay(5);
      running -= 1;
      if (item % 3 === 0) throw new Error('no');
      done.push(item);
    },
    (item, error) => failures.push(`${item}: ${String(error)}`),
  );
  expect(done.sort()).toEqual([1, 2, 4, 5, 7]);
  expect(failures.sort()).toEqual(['3: Error: no', '6: Error: no']);
  expect(most).toBe(3);
});

test('with nothing to do it ends', async () => {
  await doAtOnce(
    3,
    [],
    () => Promise.reject(new Error('no')),
    () => expect.unreachable(),
  );
});
