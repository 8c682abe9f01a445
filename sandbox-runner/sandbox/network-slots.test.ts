import { expect, test } from 'vitest';
import { NetworkSlots } from './network-slots.ts';

function setup(fails = -1): { slots: NetworkSlots; made: [number, string][] } {
  const made: [number, string][] = [];
  const create = (slot: number, gateway: string): Promise<void> => {
    if (slot === fails) return Promise.reject(new Error('no address left'));
    made.push([slot, gateway]);
    return Promise.resolve();
  };
  return { slots: new NetworkSlots({ create }), made };
}

test('a network that was given back is handed out again', async () => {
  const { slots, made } = setup();
  expect([await slots.take(), await slots.take()]).toEqual([0, 1]);
  slots.giveBack(0);
  expect(await slots.take()).toBe(0);
  expect(made).toEqual([
    [0, '10.213.0.1'],
    [1, '10.213.0.17'],
  ]);
});

test('two at once never get the same', async () => {
  const { slots } = setup();
  expect((await Promise.all([slots.take(), slots.take(), slots.take()])).sort()).toEqual([0, 1, 2]);
});

test('what an earlier runner made is kept; numbers of its sandboxes are not handed out', async () => {
  const { slots, made } = setup();
  slots.adopt([2, 0, 1], [1]);
  expect([await slots.take(), await slots.take(), await slots.take()]).toEqual([0, 2, 3]);
  slots.giveBack(1);
  expect(await slots.take()).toBe(1);
  expect(made.map(([slot]) => slot)).toEqual([3]);
});

test('a network that several sandboxes are on is free when the last one has left, also after an adoption', () => {
  const { slots } = setup();
  slots.adopt([0], [0, 0]);
  expect(slots.share(0)).toBe(0);
  slots.giveBack(0);
  slots.giveBack(0);
  expect(slots.counters).toEqual({ free: 0, taken: 1 });
  slots.giveBack(0);
  expect(slots.counters).toEqual({ free: 1, taken: 0 });
  expect(() => slots.share(0)).toThrow('nobody has');
});

test('making ahead stops at the wanted count', async () => {
  const { slots, made } = setup();
  await slots.take();
  await slots.prepare(3, new AbortController().signal);
  expect(slots.counters).toEqual({ free: 2, taken: 1 });
  expect(made).toHaveLength(3);
});

test('a number whose network can not be made is left out from then on', async () => {
  const { slots } = setup(0);
  await expect(slots.take()).rejects.toThrow('no address left');
  expect(slots.counters).toEqual({ free: 0, taken: 0 });
  expect(await slots.take()).toBe(1);
});
