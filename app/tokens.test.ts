import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** Names and values of the custom properties in the block that starts with `selector`. */
function tokens(selector: string): ReadonlyMap<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map([...block.matchAll(/(--[\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value]));
}

const light = tokens(':root');
const dark = tokens(":root[data-theme='dark']");

/** Relative luminance of WCAG 2, of #rrggbb. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(theme: ReadonlyMap<string, string>, a: string, b: string): number {
  const [x = 0, y = 0] = [a, b].map((name) => luminance(theme.get(`--${name}`) ?? '')).sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
}

test('the dark values are the same whether the system or the reader chose dark', () => {
  expect([...tokens(":root:not([data-theme='light'])")]).toEqual([...dark]);
});

test.each([
  ['light', light],
  ['dark', dark],
])('%s: text has a contrast of 4.5, marks of 3', (_name, theme) => {
  const texts = [
    ...['ink', 'ink-soft', 'link', 'done', 'trying', 'problem', 'note'].flatMap((ink) =>
      ['ground', 'surface', 'raised'].map((on) => [ink, on]),
    ),
    ...['done', 'trying', 'problem', 'note'].flatMap((ink) => [
      [ink, `${ink}-wash`],
      ['ink', `${ink}-wash`],
    ]),
    ['ink-soft', 'sunken'],
    ['ink', 'sunken'],
    ['on-accent', 'accent'],
    ['on-accent', 'accent-hover'],
    ...[...theme.keys()]
      .filter((name) => /^--term-(?!ground|selection|cursor|black)/.test(name))
      .map((name) => [name.slice(2), 'term-ground']),
    ['term-ink', 'term-selection'],
  ];
  const weak = texts.filter(([a = '', b = '']) => contrast(theme, a, b) < 4.5);
  expect(weak.map(([a = '', b = '']) => `${a} on ${b}: ${contrast(theme, a, b).toFixed(2)}`)).toEqual([]);
  const marks = [
    ['focus', 'ground'],
    ['focus', 'surface'],
    ['accent', 'ground'],
    ['line-strong', 'surface'],
    ['term-cursor', 'term-ground'],
  ];
  expect(marks.filter(([a = '', b = '']) => contrast(theme, a, b) < 3)).toEqual([]);
});
