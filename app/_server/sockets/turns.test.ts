import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

test('works of one key run in order, of two keys side by side, and a failure stops nothing', async () => {
  const seen: string[] = [];
  const failures: string[] = [];
  const inTurn = createTurns((key, error) => failures.push(`${key}: ${String(error)}`));
  const work = (name: string, ms: number) => async (): Promise<void> => {
    await delay(ms);
    seen.push(name);
  };
  await Promise.all([
    inTurn('a', work('a1', 30)),
    inTurn('a', () => Promise.reject(new Error('no'))),
    inTurn('a', work('a2', 1)),
    inTurn('b', work('b1', 10)),
  ]);
  expect(seen).toEqual(['b1', 'a1', 'a2']);
  expect(failures).toEqual(['a: Error: no']);
});
