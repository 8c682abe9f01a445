import { expect, test } from 'vitest';
import { aContainer, aWorld } from './made-up-world.ts';
import { firstPicture, freshForMs, ghostForMs, nextEndMs, pictureAfter, type PictureState } from './picture-state.ts';

const withWorld = (state: PictureState, names: readonly string[], atMs: number): PictureState =>
  pictureAfter(state, { type: 'world', world: aWorld({ containers: names.map((name) => aContainer(name)) }), atMs });
const names = (state: PictureState): string[] => (state.shown?.containers ?? []).map(({ name }) => name);

test('what is there at first is not news', () => {
  const state = withWorld(firstPicture, ['web'], 0);
  expect(state.fresh.size).toBe(0);
  expect(state.news).toBe('');
  expect(nextEndMs(state)).toBeNull();
});

test('what comes is marked for a while', () => {
  const state = withWorld(withWorld(firstPicture, [], 0), ['web'], 1000);
  expect(state.news).toBe('Container web is new: running.');
  expect(state.fresh.get('container:id-web')).toEqual({ how: 'came', untilMs: 1000 + freshForMs });
  const later = pictureAfter(state, { type: 'time', atMs: 1001 + freshForMs });
  expect(later.fresh.size).toBe(0);
  expect(later.news).toBe(state.news);
});

test('what goes is shown a moment longer, in the picture only', () => {
  const state = withWorld(withWorld(firstPicture, ['web', 'db'], 0), ['db'], 1000);
  expect(names(state)).toEqual(['db', 'web']);
  expect(state.world?.containers).toHaveLength(1);
  const meanwhile = withWorld(state, ['db', 'new'], 1500);
  expect(names(meanwhile)).toEqual(['db', 'new', 'web']);
  const later = pictureAfter(meanwhile, { type: 'time', atMs: 1001 + ghostForMs });
  expect(names(later)).toEqual(['db', 'new']);
});

test('what comes back is not a ghost', () => {
  const gone = withWorld(withWorld(firstPicture, ['web'], 0), [], 1000);
  expect(names(withWorld(gone, ['web'], 1200))).toEqual(['web']);
});

test('many changes are counted, and no more marked than can be seen', () => {
  const many = Array.from({ length: 200 }, (_, i) => `c${i}`);
  const state = withWorld(withWorld(firstPicture, [], 0), many, 1000);
  expect(state.news).toBe('200 things changed. Container c199 is new: running.');
  expect(state.fresh.size).toBe(60);
});
