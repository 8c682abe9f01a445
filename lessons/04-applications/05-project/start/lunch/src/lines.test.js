import assert from 'node:assert/strict';
import test from 'node:test';
import { line } from './lines.js';

test('no vote, one vote, several', () => {
  assert.deepEqual(
    [0, 1, 2].map((count) => line('soup', count)),
    ['soup: no votes yet', 'soup: 1 vote', 'soup: 2 votes'],
  );
});
