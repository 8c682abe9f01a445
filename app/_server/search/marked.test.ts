import { expect, test } from 'vitest';
import { excerpt, marked } from './marked.ts';

const shown = (text: string, terms: readonly string[]): string =>
  marked(text, terms)
    .map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text))
    .join('');

test('beginnings of words are marked, whatever their case, and nothing is lost', () => {
  expect(shown('Port ports, export --publish 80:80', ['port', 'pub'])).toBe('[Port] [port]s, export --[pub]lish 80:80');
  expect(shown('nothing', ['else'])).toBe('nothing');
  expect(shown('nothing', [])).toBe('nothing');
  expect(shown('café Café', ['café'])).toBe('[café] [Café]');
});

test('what was typed is text, not a pattern', () => {
  expect(shown('a.b a+b', ['a.b', '(', '[x', 'a+'])).toBe('[a.b] [a+]b');
});

test('an excerpt is about the first hit, in whole words', () => {
  const text = `${'before '.repeat(30)}the container ${'after '.repeat(30)}`;
  const part = excerpt(text, ['contain']);
  expect(part).toMatch(/^… before .*the container after .* …$/);
  expect(part.length).toBeLessThan(180);
  expect(excerpt('short', ['x'])).toBe('short');
  expect(excerpt(`${'x'.repeat(400)} end`, ['end'])).toContain('end');
});
