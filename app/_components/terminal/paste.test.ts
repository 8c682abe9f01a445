import { expect, test } from 'vitest';
import { maxPasteChars, preparePaste } from './paste.ts';

test('one line is pasted without the break at its end, so that nothing runs before Enter', () => {
  expect(preparePaste('docker ps\r\n', true)).toEqual({ kind: 'ready', text: 'docker ps' });
});

test('several lines are asked about where each would run', () => {
  expect(preparePaste('cd /\nrm -rf x\n', true)).toEqual({ kind: 'ask', text: 'cd /\nrm -rf x', lines: 2 });
  expect(preparePaste('cd /\nrm -rf x\n', false)).toEqual({ kind: 'ready', text: 'cd /\nrm -rf x\n' });
});

test('what could end the bracket, or act on the terminal, is left out; tabs and letters stay', () => {
  expect(preparePaste('a\x1b[201~\tb\x03\x9bä漢', false)).toEqual({ kind: 'ready', text: 'a[201~\tbä漢' });
});

test('a flood is refused', () => {
  expect(preparePaste('x'.repeat(maxPasteChars + 1), false)).toEqual({ kind: 'too-large', chars: maxPasteChars + 1 });
});
