import { expect, test } from 'vitest';
import { matchingLine, parsePattern } from './pattern.ts';

const holds = (pattern: string, line: string): boolean => {
  const parsed = parsePattern(pattern);
  if (typeof parsed === 'string') throw new Error(`${pattern}: ${parsed}`);
  return parsed.test(line);
};

/** Patterns that JavaScript reads alike, so that it can say what is right. */
const shared = [
  ...[
    'a',
    'ab',
    'a.c',
    '^a',
    'c$',
    '^abc$',
    '^$',
    'a|b',
    '(a|b)c',
    'ab*c',
    'ab+c',
    'ab?c',
    'a{2}',
    'a{2,}',
    '^a{1,2}$',
  ],
  ...[
    '[a-c]+x',
    '[^a-c]',
    '[]a]'.replace('[]', '[\\]'),
    '[a-]',
    '[\\d.]+',
    '\\d{3}',
    '\\w+\\s\\w+',
    '\\bfoo\\b',
    '(ab)+$',
    '(a|ab)(c|bcd)$',
  ],
  ...[
    '(?:x|y){2}',
    'a**'.slice(0, 2),
    '\\.',
    '\\{\\}',
    '\\$',
    '\\t',
    '.*',
    '()',
    '(|a)b',
    '\\S+@\\S+',
    '[^\\d\\s]+$',
    'é',
    '(a*)*b',
  ],
];
const lines = [
  ...[
    '',
    'a',
    'b',
    'c',
    'abc',
    'abbc',
    'ac',
    'aa',
    'aaa',
    'aXc',
    'xx',
    'xyx',
    'bx',
    'foo',
    'a foo b',
    'food',
    '192.168.0.1',
  ],
  ...['{}', '$5', 'a.b', '\t', 'me@example', 'ab'.repeat(5), 'abcd', ']', '-', 'é', '😀', 'Hello World'],
];

test.each(shared)('%s means what it means elsewhere', (pattern) => {
  for (const line of lines) expect([line, holds(pattern, line)]).toEqual([line, new RegExp(pattern, 'u').test(line)]);
});

test('letters of either case', () => {
  expect(holds('(?i)hello [a-f]+$', 'HELLO Abc')).toBe(true);
  expect(holds('hello', 'HELLO')).toBe(false);
});

test.each([
  ['(a', 'a ( that is never closed'],
  ['a)', 'a ) that was never opened'],
  ['*a', 'nothing before the *; write \\* for the sign'],
  ['a**', 'two signs of repetition in a row'],
  ['a{', 'a { is followed by numbers as in {2,5}; write \\{ for the sign'],
  ['a{3,2}', '{3,2} goes from more to less'],
  ['a{1000}', '{1000}: at most 100 times'],
  ['(a{100}){100}', 'it is too large'],
  ['[a', 'it ends too early'],
  ['[z-a]', '[z-a] is no range'],
  ['a\\', 'it ends too early'],
  ['\\1', '\\1 is not supported'],
  ['(?=a)', '(?…) is not supported, but (?i) at the start is'],
  ['('.repeat(30), 'too many ( inside one another'],
])('%s is refused', (pattern, reason) => {
  expect(parsePattern(pattern)).toBe(reason);
});

test('what takes others years comes to an end', { timeout: 60_000 }, () => {
  for (const pattern of ['(a+)+$', '(a|a)*$', '(.*)*x', '^(([a-z])+.)+[A-Z]([a-z])+$', '((((((a*)*)*)*)*)*)*b'])
    holds(pattern, `${'a'.repeat(4000)}!`);
});

test('whatever is written is read or refused', { timeout: 60_000 }, () => {
  const signs = [
    'a',
    '(',
    ')',
    '[',
    ']',
    '*',
    '+',
    '?',
    '{2}',
    '{0,3}',
    '|',
    '^',
    '$',
    '\\',
    '-',
    '.',
    '(?:',
    '\\d',
    '\\b',
  ];
  let state = 7;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  let sound = 0;
  for (let round = 0; round < 5000; round++) {
    const pattern = Array.from({ length: random(14) }, () => signs[random(signs.length)]).join('');
    const parsed = parsePattern(pattern);
    if (typeof parsed === 'string') continue;
    sound++;
    for (const line of ['', 'a', 'aa-a', '.]']) {
      let other: boolean | undefined;
      try {
        other = new RegExp(pattern, 'u').test(line);
      } catch {
        // Stricter than ours.
      }
      if (other !== undefined) expect([pattern, line, parsed.test(line)]).toEqual([pattern, line, other]);
    }
  }
  expect(sound).toBeGreaterThan(500);
});

test('the line that matches', () => {
  expect(matchingLine('^b', 'a\r\nbc\nb')).toBe('bc');
  expect(matchingLine('x', 'a')).toBeUndefined();
});
