import { expect, test } from 'vitest';
import { layersOf } from './layers.ts';

const base = { CreatedBy: '/bin/sh -c #(nop) ADD file:1 in / ', Size: 100 };

test('sizes and instructions, where each entry made a layer', () => {
  const layers = layersOf(['sha256:a', 'sha256:b'], [{ CreatedBy: '/bin/sh -c apt-get   install x', Size: 20 }, base]);
  expect(layers).toMatchObject([
    { digest: 'sha256:a', bytes: 100, madeBy: 'ADD file:1 in /', below: null },
    { digest: 'sha256:b', bytes: 20, madeBy: 'RUN apt-get install x' },
  ]);
  expect(layers[1]?.below).toBe(layers[0]?.id);
});

test('entries that only say something are left out, an empty layer is not', () => {
  const history = [
    { CreatedBy: 'CMD ["sh"]', Size: 0 },
    { CreatedBy: 'WORKDIR /app', Size: 0 },
    { CreatedBy: 'ENV A=b', Size: 0 },
    base,
  ];
  expect(layersOf(['a', 'b'], history)).toMatchObject([{ bytes: 100 }, { bytes: 0, madeBy: 'WORKDIR /app' }]);
});

test('what can not be matched is not known', () => {
  expect(layersOf(['a', 'b', 'c'], [base])).toMatchObject([{ bytes: null }, { bytes: null }, { bytes: null }]);
});

test('the same layer on something else is another one, on the same it is shared', () => {
  const [one, other, again] = [layersOf(['a', 'x'], []), layersOf(['b', 'x'], []), layersOf(['a', 'y'], [])];
  expect(one[1]?.id).not.toBe(other[1]?.id);
  expect(one[0]?.id).toBe(again[0]?.id);
});

test('no layers', () => {
  expect(layersOf([], [base])).toEqual([]);
});
