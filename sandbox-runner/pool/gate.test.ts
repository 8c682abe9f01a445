import { expect, test } from 'vitest';
import { Gate } from './gate.ts';

test('runs at most so many at once, urgent ones first', async () => {
  const gate = new Gate(1);
  const order: string[] = [];
  let finishFirst = (): void => undefined;
  const first = gate.run(false, () => new Promise<void>((resolve) => (finishFirst = resolve)));
  const task = (name: string) => () => {
    order.push(name);
    return Promise.resolve();
  };
  const rest = [gate.run(false, task('refill')), gate.run(true, task('learner'))];
  await Promise.resolve();
  expect(order).toEqual([]);
  finishFirst();
  await Promise.all([first, ...rest]);
  expect(order).toEqual(['learner', 'refill']);
});

test('a task that fails makes room for the next', async () => {
  const gate = new Gate(1);
  await expect(gate.run(true, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await gate.run(true, () => Promise.resolve('yes'))).toBe('yes');
});
