import { expect, test } from 'vitest';
import { isTyped } from './is-typed.ts';

test.each(['a', '\r', '\x03', '\x1b', '\x1b[A', '\x1bOP', '\x1b[200~docker ps\x1b[201~', '\x1b[<0;10;5M', 'ä'])(
  '%j is typed',
  (keys) => {
    expect(isTyped(Buffer.from(keys))).toBe(true);
  },
);

test.each([
  '',
  '\x1b[1;1R',
  '\x1b[?1;2c',
  '\x1b[>0;276;0c',
  '\x1b[I',
  '\x1b[O',
  '\x1b]11;rgb:0000/0000/0000\x07',
  '\x1b[?2026;2$y',
  '\x1b[?1;2c\x1b[5;5R',
])('%j is the emulator answering by itself', (reply) => {
  expect(isTyped(Buffer.from(reply))).toBe(false);
});
