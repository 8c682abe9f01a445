import { expect, test } from 'vitest';
import { LessonError } from './lesson-error.ts';
import { parseLesson } from './parse-lesson.ts';

const head = `---
title: T
summary: S
minutes: 5
images: [hello-world]
checks:
  - id: ran
    title: It ran
    kind: container
    image: hello-world
---
`;
const sound = `${head}
Hello.

<Step id="one" title="One">

Run it:

\`\`\`sh run
docker run hello-world
\`\`\`

<Check id="ran" />

</Step>
`;

/** The problems of `source`, each as line:column: message. */
function problems(source: string): string[] {
  try {
    parseLesson(source, 'lesson.mdx');
    return [];
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    return error.message.split('\n').map((line) => line.replace(/^lesson\.mdx:? ?/, ''));
  }
}
const body = (text: string): string[] => problems(sound.replace('Hello.', text));
const field = (from: string, to: string): string[] => problems(sound.replace(from, to));

test('a sound lesson gives its fields, its steps, and a body whose lines are those of the file', () => {
  const { frontmatter, steps, body: text } = parseLesson(sound, 'lesson.mdx');
  expect(frontmatter.title).toBe('T');
  expect(frontmatter.present).toEqual([]);
  expect(steps).toEqual([{ id: 'one', title: 'One', checks: ['ran'] }]);
  expect(text.split('\n').indexOf('Hello.')).toBe(sound.split('\n').indexOf('Hello.'));
});

test('line ends of Windows and a byte order mark make no difference', () => {
  expect(problems(`\uFEFF${sound.replaceAll('\n', '\r\n')}`)).toEqual([]);
});

test('a comment is allowed, also with anything in it', () => {
  expect(body('{/* import x from "y" */}')).toEqual([]);
});

test.each([
  [
    'a wrong key',
    'minutes: 5',
    'minuets: 5',
    [
      '4:1: minuets: there is no such field. Did you mean "minutes"?',
      '2:1: minutes is missing; expected a number. minutes: Honest working time',
    ],
  ],
  [
    'a wrong key in a check',
    'image: hello',
    'imge: hello',
    ['10:5: checks[0].imge: there is no such field. Did you mean "image"?'],
  ],
  ['a wrong type', 'minutes: 5', 'minutes: five', ['4:10: minutes: expected a number, found "five".']],
  ['a number too large', 'minutes: 5', 'minutes: 500', ['4:10: minutes: expected at most 90, found 500.']],
  [
    'an unknown kind of check',
    'kind: container',
    'kind: contaner',
    [
      '9:11: checks[0].kind: expected one of container, image, network, volume, registry, file, http, happened, compose, swarm, node, service, exec, all, any, not, answer, quiz, found "contaner".',
    ],
  ],
  [
    'a value that is not in the list',
    'image: hello',
    'state: runing\n    image: hello',
    ['10:12: checks[0].state: expected one of created, running'],
  ],
  [
    'an unknown check in after',
    'image: hello',
    'after: rn\n    image: hello',
    ['10:12: checks[0].after: there is no check "rn"'],
  ],
  ['a check after itself', 'image: hello', 'after: ran\n    image: hello', ['10:12: checks[0].after: "ran" waits']],
  ['an empty field', 'title: T', 'title:', ['2:7: title: expected a string, found null.']],
  ['a list for the whole', 'title: T', '- title: T', ['YAML']],
  ['an alias', 'summary: S', 'summary: &a S\ntitle2: *a', ['4:9: YAML: *a is an alias']],
  ['a tag', 'summary: S', 'summary: !!js/function S', ['3:10: YAML: Unresolved tag']],
  ['a key twice', 'summary: S', 'summary: S\nsummary: S', ['4:1: YAML: Map keys must be unique']],
])('%s in the fields is named with its place', (_name, from, to, expected) => {
  const found = field(from, to);
  for (const [i, text] of expected.entries()) expect(found[i]).toContain(text);
});

test('covers names one check or several, and each is one of the lesson', () => {
  const covers = (text: string): string[] => field('images: [hello-world]', `covers:\n${text}`);
  const read = sound.replace('images: [hello-world]', 'covers: { hello-world: ran, logs: [ran] }');
  expect(parseLesson(read, 'lesson.mdx').frontmatter.covers).toEqual({ 'hello-world': ['ran'], logs: ['ran'] });
  expect(covers('  hello-world: rann')).toEqual([
    '6:16: covers.hello-world[0]: there is no check "rann" in this lesson; the nearest is "ran".',
  ]);
  expect(covers('  hello-world:\n    - ran\n    - something-else')).toEqual([
    '8:7: covers.hello-world[1]: there is no check "something-else" in this lesson; there are: ran.',
  ]);
  expect(covers('  hello-world: [ran, ran]')[0]).toMatch('"ran" is listed twice');
  expect(covers('  hello-world: 3')[0]).toMatch('6:16: covers.hello-world: expected a string or an array, found 3');
  expect(covers('  hello-world: []')[0]).toMatch('6:16: covers.hello-world: expected length at least 1');
  expect(field('images:', 'covers:')[0]).toMatch(
    'covers: expected a mapping of names to values, found ["hello-world"]',
  );
});

test('a lesson needs its fields and both lines of ---', () => {
  expect(problems('# Hi')).toEqual([expect.stringContaining('1:1: a lesson starts with a line of ---')]);
  expect(problems('---\ntitle: T\n')).toEqual([expect.stringContaining('1:1: the --- that ends')]);
  expect(problems('')).toHaveLength(1);
  expect(problems('---\n---\n').length).toBeGreaterThan(2);
});

test.each([
  ['import', 'import fs from "node:fs"', 'import and export are not allowed'],
  ['export', 'export const x = 1', 'import and export are not allowed'],
  ['an expression', 'It is {process.env.HOME}.', '{expressions} are not allowed'],
  ['an expression on its own', '{globalThis.x}', '{expressions} are not allowed'],
  ['an empty expression', '{}', '{expressions} are not allowed'],
  ['code between two comments', '{/* a */ alert(1) /* b */}', '{expressions} are not allowed'],
  ['a script', '<script>alert(1)</script>', "<script> can't be used"],
  ['an iframe', '<iframe src="https://example.com" />', "<iframe> can't be used"],
  ['a style', '<style>p</style>', "<style> can't be used"],
  ['an image', '![x](https://example.com/x.png)', 'images are not supported'],
  ['a fragment', '<>x</>', "<> can't be used"],
  ['a member', '<Step.Inner />', "<Step.Inner> can't be used"],
  ['a name of Object.prototype', '<constructor />', "<constructor> can't be used"],
  ['a handler', 'Press <kbd onClick="alert(1)">x</kbd>', 'has no attribute "onClick"'],
  ['a style attribute', 'Press <kbd style="position:fixed">x</kbd>', 'has no attribute "style"'],
  ['raw HTML', '<Note dangerouslySetInnerHTML="x">a</Note>', 'has no attribute "dangerouslySetInnerHTML"'],
  ['a spread', '<Hint {...x}>a</Hint>', '{...spreads} are not allowed'],
  ['an attribute as expression', '<Hint title={"x"}>a</Hint>', 'must be a text in quotes'],
  ['a bare attribute', '<Hint title>a</Hint>', 'must be a text in quotes'],
  ['an attribute twice', '<Hint title="a" title="b">a</Hint>', 'is given twice'],
  ['a link to a script', '[x](javascript:alert)', 'this link leads to "javascript:alert"'],
  ['a link to a script in disguise', '[x](JaVa&#x09;Script:alert)', 'this link leads to'],
  ['a link to data', '[x](data:text/html,x)', 'this link leads to'],
  ['a link to another host', '[x](//example.com)', 'this link leads to'],
  ['a link with a backslash', '[x](/\\\\example.com)', 'this link leads to'],
  ['a definition of a bad link', '[x][y]\n\n[y]: vbscript:x', 'this link leads to'],
  ['an unknown language', '```cobol\nx\n```', 'code in "cobol" is not known here'],
  ['a misspelled language', '```dockerfil\nx\n```', 'Did you mean "dockerfile"?'],
  ['an unknown word after the language', '```sh rnu\nx\n```', '"rnu" after the language'],
  ['two kinds of block at once', '```sh run copy\nx\n```', 'not several'],
  ['a tag that is not closed', '<Hint>\n\ntext', 'Expected a closing tag'],
  ['a misspelled tag', '<Hnt>a</Hnt>', 'Did you mean <Hint>?'],
  ['a block in a sentence', 'See <Note>this</Note> now.', '<Note> must stand on a line of its own'],
  ['a check in a sentence', 'See <Check id="ran" /> now.', '<Check> must stand on a line of its own'],
  ['a block in a heading', '# <Note>x</Note>', '<Note> must stand on a line of its own'],
  ['a comment in HTML', '<!-- x -->', 'Unexpected character `!`'],
  ['a very long line', 'x'.repeat(5000), 'longer than 2000'],
])('%s in the text is refused, with its line', (_name, text, expected) => {
  const found = body(text);
  expect(found[0]).toContain(expected);
  expect(found[0]).toMatch(/^(?:1[2-9]|2\d):\d+: /);
});

test.each(['https://docs.docker.com/', '/learn/first-steps', '#section-why', 'mailto:a@example.com'])(
  'a link to %s is fine',
  (url) => {
    expect(body(`[x](${url})`)).toEqual([]);
  },
);

test.each([
  [
    'a check that is not in the fields',
    '<Check id="ran" />',
    '<Check id="rum" />',
    ['there is no such check in the frontmatter', 'check "ran" is in the frontmatter but shown nowhere'],
  ],
  ['a check shown twice', '<Check id="ran" />', '<Check id="ran" />\n\n<Check id="ran" />', ['shown twice']],
  [
    'a check inside a hint',
    '<Check id="ran" />',
    '<Hint>\n\n<Check id="ran" />\n\n</Hint>',
    ['stands directly in a <Step>'],
  ],
  ['a step without an id', '<Step id="one" title', '<Step title', ['<Step> lacks id']],
  ['a step with a bad id', '<Step id="one"', '<Step id="One!"', ['use a-z, 0-9 and -']],
  ['a check with something in it', '<Check id="ran" />', '<Check id="ran">x</Check>', ['<Check> holds nothing']],
  ['text after the steps', '</Step>', '</Step>\n\nBye.', ['everything after the introduction belongs']],
  ['a step in a step', 'Run it:', '<Step id="two" title="Two">\n\nx\n\n</Step>', ['stands at the top of the lesson']],
])('%s is refused', (_name, from, to, expected) => {
  const found = field(from, to);
  for (const [i, text] of expected.entries()) expect(found[i]).toContain(text);
});

test('a step id used twice, and a lesson without a step, are refused', () => {
  expect(problems(sound + '\n<Step id="one" title="Again">\n\nx\n\n</Step>\n')[0]).toContain('used twice');
  expect(problems('---\ntitle: T\nsummary: S\nminutes: 1\n---\ntext')).toEqual([
    'a lesson has at least one <Step id="…" title="…">',
  ]);
});
