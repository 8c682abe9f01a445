import { expect, test } from 'vitest';
import { LessonError } from './lesson-error.ts';
import { parseLesson } from './parse-lesson.ts';

const seed = `---
title: T
summary: S
minutes: 5
checks:
  - { id: ran, title: It ran, kind: container, image: hello-world, after: pulled }
  - id: pulled
    title: It is here
    kind: image
    reference: hello-world
---

Hello *you*, see [docs](https://docs.docker.com/) and {/* nothing */} \`{{.State}}\`.

<Step id="one" title="One">

1. A list
   - in a list

   \`\`\`sh run
   docker run hello-world
   \`\`\`

| a | b |
| - | - |
| 1 | 2[^1] |

<Check id="pulled" />
<Check id="ran" />

<Hint title="Where?">

> Look <kbd>up</kbd>.

</Hint>

[^1]: Foot.

</Step>
`;

const pieces = [
  '{',
  '}',
  '<',
  '>',
  '/>',
  '</Step>',
  '<Step',
  '<Check id="ran" />',
  '```',
  '---',
  '\n',
  '\n\n',
  '    ',
  '>',
  '* ',
  '- ',
  '1. ',
  '[',
  '](',
  ')',
  '![',
  '\\',
  '&#0;',
  '`',
  '~~',
  '|',
  '\0',
  '\uFEFF',
  '\uD800',
  '😀',
  '<!--',
  'import x from "y"',
  '{...x}',
  'onClick="x"',
  '__proto__: {}',
  '&a ',
  '*a',
  '!!binary ',
  '? [x]',
  '"',
  "'",
  ': ',
  '#',
  'null',
  '.nan',
  '0x10',
  '[^1]',
  'javascript:x',
  '\r',
  '\t',
  'constructor',
];

/** A small linear generator: the same seed gives the same texts on every machine, so a failure can be repeated. */
function numbers(start: number): (below: number) => number {
  let state = start >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function mutate(text: string, random: (below: number) => number): string {
  let result = text;
  for (let changes = 1 + random(4); changes > 0; changes--) {
    const at = random(result.length + 1);
    const kind = random(4);
    const piece = pieces[random(pieces.length)] ?? '';
    if (kind === 0) result = result.slice(0, at) + result.slice(at + 1 + random(12));
    else if (kind === 1) result = result.slice(0, at) + piece + result.slice(at);
    else if (kind === 2) result = result.slice(0, at) + piece.repeat(1 + random(30)) + result.slice(at + random(3));
    else result = result.slice(0, at) + result.slice(random(result.length), random(result.length)) + result.slice(at);
  }
  return result;
}

test('the text that is mutated below is sound', () => {
  expect(parseLesson(seed, 'lesson.mdx').steps[0]?.checks).toEqual(['pulled', 'ran']);
});

test(
  'whatever a lesson holds, it is read or refused with problems that have a message and true places',
  { timeout: 60_000 },
  () => {
    const random = numbers(20_251_121);
    let refused = 0;
    for (let round = 0; round < 1000; round++) {
      const text = mutate(seed, random);
      try {
        parseLesson(text, 'lesson.mdx');
      } catch (error) {
        if (!(error instanceof LessonError))
          throw new Error(`round ${round}: ${JSON.stringify(text)}`, { cause: error });
        refused++;
        const lines = text.split(/\r\n?|\n/).length;
        for (const { line, column, message } of error.problems) {
          expect(message).not.toBe('');
          if (message === "this lesson can't be read")
            throw new Error(`round ${round}: ${JSON.stringify(text)}`, { cause: error.cause });
          if (line !== undefined) expect(line, JSON.stringify(text)).toBeLessThanOrEqual(lines + 1);
          if (column !== undefined) expect(column).toBeGreaterThan(0);
        }
      }
    }
    expect(refused).toBeGreaterThan(200);
  },
);

test.each([
  ['quotes', '> '.repeat(900) + 'x'],
  ['lists', '- '.repeat(900) + 'x'],
  ['brackets', '['.repeat(1900)],
  ['links', '[x]('.repeat(450)],
  ['stars', '*a '.repeat(650)],
  ['underscores', '*_'.repeat(950) + 'a'],
  ['backticks', Array.from({ length: 80 }, (_, i) => '`'.repeat(i + 1)).join(' ')],
  ['tags', '<Hint>\n\n'.repeat(3000)],
  ['inline tags', '<kbd>'.repeat(380)],
  ['closed tags', '<Hint>\n\n'.repeat(200) + 'x\n\n' + '</Hint>\n\n'.repeat(200)],
  ['braces', '{'.repeat(1900)],
  ['tables', '|a'.repeat(950) + '\n' + '|-'.repeat(950) + '\n' + ('|b'.repeat(950) + '\n').repeat(5)],
  ['entities', '&#x41;'.repeat(330)],
  ['addresses', 'www.'.repeat(490)],
  ['a paragraph of marks', `${'*_'.repeat(900)}\n`.repeat(30)],
  ['paragraphs of nested quotes', `${'> '.repeat(20)}x\n\n`.repeat(1000)],
  ['stairs of lists', Array.from({ length: 200 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n')],
  ['many lines', '*a _b [c\n'.repeat(3000)],
])('%s nested or repeated without end are read or refused, and not after years', { timeout: 60_000 }, (_name, text) => {
  try {
    parseLesson(seed.replace('Hello', text), 'lesson.mdx');
  } catch (error) {
    expect(error).toBeInstanceOf(LessonError);
  }
});

test('YAML nested without end is refused', () => {
  for (const text of ['[', '{a: ', '- ']) {
    expect(() => parseLesson(seed.replace('title: T', `title: ${text.repeat(3000)}`), 'lesson.mdx')).toThrow(
      LessonError,
    );
  }
});
