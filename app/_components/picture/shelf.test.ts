import { expect, test } from 'vitest';
import { anImage, aWorld, images } from './made-up-world.ts';
import { layersUnder, shelfOf } from './shelf.ts';

const shelf = (...all: readonly ReturnType<typeof anImage>[]): ReturnType<typeof shelfOf> =>
  shelfOf(aWorld(images(...all)));

test('no images', () => {
  expect(shelf()).toEqual({ rows: [], cells: [], columns: 0, more: 0 });
});

test('an image by itself shares nothing', () => {
  const { rows, cells } = shelf(anImage('debian', ['a', 'b']));
  expect(cells).toEqual([]);
  expect(rows).toMatchObject([{ column: 0, ownLayers: 2, ownBytes: 20 }]);
});

test('a common base spans the images that stand on it, and is an image itself', () => {
  const { rows, cells, columns } = shelf(
    anImage('nginx', ['a', 'b', 'n']),
    anImage('alone', ['z']),
    anImage('debian', ['a', 'b']),
    anImage('node', ['a', 'b', 'm', 'o']),
  );
  expect(rows.map(({ image }) => image.tags[0])).toEqual([
    'alone:latest',
    'debian:latest',
    'nginx:latest',
    'node:latest',
  ]);
  expect(rows.map(({ ownLayers }) => ownLayers)).toEqual([1, 0, 1, 2]);
  expect(cells).toEqual([{ id: 'b', row: 1, rows: 3, column: 0, layers: 2, bytes: 20 }]);
  expect(columns).toBe(1);
});

test('a base on a base', () => {
  const { cells, columns } = shelf(
    anImage('x', ['a', 'b', 'x']),
    anImage('y', ['a', 'b', 'y']),
    anImage('z', ['a', 'z']),
  );
  expect(cells).toEqual([
    { id: 'b', row: 0, rows: 2, column: 1, layers: 1, bytes: 10 },
    { id: 'a', row: 0, rows: 3, column: 0, layers: 1, bytes: 10 },
  ]);
  expect(columns).toBe(2);
});

test('two names of the same layers stand together', () => {
  const { rows, cells } = shelf(anImage('one', ['a']), anImage('two', ['a']));
  expect(rows).toMatchObject([{ ownLayers: 0 }, { ownLayers: 0 }]);
  expect(cells).toMatchObject([{ id: 'a', rows: 2 }]);
});

test('no more rows than can be read; those that are used are among them', () => {
  const all = Array.from({ length: 40 }, (_, i) => anImage(`i${String(i).padStart(2, '0')}`, [`l${i}`]));
  const { rows, more } = shelfOf(aWorld(images(...all)), new Set(['sha256:i39']));
  expect(rows).toHaveLength(14);
  expect(rows.at(-1)?.image.tags[0]).toBe('i39:latest');
  expect(more).toBe(26);
});

test('layers that stand on themselves come to an end', () => {
  const loop = { id: 'a', below: 'a', digest: '', bytes: 1, madeBy: '' };
  expect(layersUnder('a', new Map([['a', loop]])).length).toBeLessThan(4);
  const image = { id: 'i', tags: [], bytes: 1, createdAtMs: 0, top: 'a' };
  expect(shelfOf(aWorld({ images: [image], layers: [loop] })).rows).toHaveLength(1);
});
