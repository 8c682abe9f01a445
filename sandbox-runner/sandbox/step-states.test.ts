import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recipeSchema } from '../../protocol/recipes.ts';
import type { Workshop } from './live-sandbox.ts';
import { StepStates } from './step-states.ts';

const recipe = recipeSchema.parse({
  lesson: 'a/b',
  presentImages: [],
  files: [],
  setup: [],
  checks: [],
  steps: [{ id: 'one', checks: [], typed: [] }],
});
const [old, other, own] = ['a', 'b', 'c'].map((letter) => letter.repeat(32)) as [string, string, string];
/** The books need no more of it than this. */
const workshop = {
  ground: { storage: { list: () => Promise.resolve([]), remove: () => Promise.resolve() } },
} as unknown as Workshop;

test('what an earlier process had is kept, but nothing is made of it, until a site wants it or long does not', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-steps-'));
  try {
    const before = await StepStates.open(workshop, join(dir, 'recipes'));
    await before.put(old, recipe);
    await before.put(other, recipe);
    const states = await StepStates.open(workshop, join(dir, 'recipes'));
    const later = Date.now() + 2 * 3600_000;
    await states.forgetStale(later);
    expect([states.list(), states.next(0), states.get(old) !== undefined]).toEqual([[], undefined, true]);

    await states.put(own, recipe);
    expect(await states.want([own, old])).toEqual([]);
    expect(states.list().map(({ key }) => key)).toEqual([old, own]);
    expect(await states.want([own])).toEqual([]);
    expect([states.get(old), states.get(other) !== undefined]).toEqual([undefined, true]);
    await states.forgetStale(Date.now());
    expect(states.get(other)).toBeDefined();
    await states.forgetStale(later);
    expect([states.get(other), states.get(own) !== undefined]).toEqual([undefined, true]);
    expect(await states.want([own, other])).toEqual([other]);
  } finally {
    await rm(dir, { recursive: true });
  }
});
