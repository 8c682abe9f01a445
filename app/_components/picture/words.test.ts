import { expect, test } from 'vitest';
import { bytesInWords, shellWord, shortPath, stateInWords, toneOf } from './words.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [1376, '1.4 kB'],
  [2_024_803, '2 MB'],
  [187_000_000, '187 MB'],
  [999_999, '1 MB'],
  [1_450_000_000, '1.4 GB'],
  [null, 'size not known'],
])('%s bytes', (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words);
});

test('states in words and tone', () => {
  const at = (
    state: 'running' | 'exited' | 'created',
    exitCode: number | null,
    health: 'none' | 'unhealthy' = 'none',
  ) => {
    const c = { state, exitCode, health };
    return [stateInWords(c), toneOf(c)];
  };
  expect(at('running', null)).toEqual(['running', 'good']);
  expect(at('running', null, 'unhealthy')).toEqual(['running, unhealthy', 'bad']);
  expect(at('exited', 0)).toEqual(['exited (0)', 'off']);
  expect(at('exited', 137)).toEqual(['exited (137)', 'bad']);
  expect(at('created', null)).toEqual(['created, not started', 'off']);
});

test('one argument for a shell', () => {
  expect(shellWord('web_1.a')).toBe('web_1.a');
  expect(shellWord('a b')).toBe("'a b'");
  expect(shellWord("it's")).toBe("'it'\\''s'");
  expect(shellWord('a\u0000\nb')).toBe('ab');
  expect(shellWord('')).toBe("''");
});

test('the end of a path', () => {
  expect(shortPath('/etc')).toBe('/etc');
  expect(shortPath('/home/learner/projects/shop/html')).toBe('…earner/projects/shop/html');
});
