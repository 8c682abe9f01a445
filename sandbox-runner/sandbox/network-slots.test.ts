import { expect, test } from 'vitest';
import type { OuterEngine } from '../docker/outer-engine.ts';
import { NetworkSlots } from './network-slots.ts';

function setup(fails = false): { slots: NetworkSlots; made: string[] } {
  const made: string[] = [];
  const createNetwork = (name: string): Promise<string> => {
    if (fails) return Promise.reject(new Error('no address left'));
    made.push(name);
    return Promise.resolve(`id of ${name}`);
  };
  return { slots: new NetworkSlots({ createNetwork } as unknown as OuterEngine, 'x'), made };
}

test('a network that was given back is handed out again', async () => {
  const { slots, made } = setup();
  const first = await slots.take();
  expect(first).toEqual({ number: 0, networkId: 'id of x-slot-0' });
  expect((await slots.take()).number).toBe(1);
  slots.giveBack(0);
  expect((await slots.take()).networkId).toBe(first.networkId);
  expect(made).toEqual(['x-slot-0', 'x-slot-1']);
});

test('two at once never get the same', async () => {
  const { slots } = setup();
  const taken = await Promise.all([slots.take(), slots.take(), slots.take()]);
  expect(taken.map((slot) => slot.number).sort()).toEqual([0, 1, 2]);
});

test('what an earlier runner made is kept; numbers of its sandboxes are not handed out', async () => {
  const { slots, made } = setup();
  const existing = [0, 1, 2].map((slot) => ({ networkId: `old ${slot}`, slot }));
  slots.adopt(existing, new Set([1]));
  expect([(await slots.take()).networkId, (await slots.take()).networkId]).toEqual(['old 0', 'old 2']);
  expect((await slots.take()).number).toBe(3);
  slots.giveBack(1);
  expect((await slots.take()).networkId).toBe('old 1');
  expect(made).toEqual(['x-slot-3']);
});

test('making ahead stops at the wanted count', async () => {
  const { slots, made } = setup();
  await slots.take();
  await slots.prepare(3, new AbortController().signal);
  expect(slots.counters).toEqual({ free: 2, taken: 1 });
  expect(made).toHaveLength(3);
});

test('a network that could not be made blocks no number', async () => {
  const { slots } = setup(true);
  await expect(slots.take()).rejects.toThrow('no address left');
  expect(slots.counters).toEqual({ free: 0, taken: 0 });
});
