import { expect, test } from 'vitest';
import { busyWords } from './leave-words.ts';

test.each([
  ['top', 'the key q'],
  ['vim.tiny', ':q!'],
  ['bash', 'exit'],
  ['sleep', 'Ctrl-C'],
])('%s is named with the way out of it', (program, way) => {
  expect(busyWords(program)).toContain(`“${program}” is running in this terminal`);
  expect(busyWords(program)).toContain(way);
});
