import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Lesson } from './course.ts';
import { parseLesson } from './parse-lesson.ts';
import { renderLesson } from './render-lesson.ts';

const components = {
  Step: ({ id, title, children }: { id: string; title: string; children: ReactNode }) =>
    createElement('section', { id, title }, children),
  Check: ({ id }: { id: string }) => createElement('output', { name: id }),
  Hint: ({ title, children }: { title?: string; children: ReactNode }) => createElement('details', { title }, children),
  Note: ({ children }: { children: ReactNode }) => createElement('aside', {}, children),
};

let versions = 0;
function lesson(text: string, version = `v${versions++}`): Lesson {
  const source = `---\ntitle: T\nsummary: S\nminutes: 5\nchecks: [{ id: ran, title: R, kind: image, reference: x }]\n---\n${text}\n\n<Step id="one" title="One">\n\n<Check id="ran" />\n\n</Step>\n`;
  const { frontmatter, body, steps } = parseLesson(source, 'lesson.mdx');
  return {
    ...frontmatter,
    id: 'c/l',
    course: 'c',
    slug: 'l',
    dir: '/x',
    file: '/x/lesson.mdx',
    version,
    body,
    steps,
    startFiles: [],
    solution: { parts: [], problem: null },
  };
}
const render = async (text: string): Promise<string> =>
  renderToStaticMarkup(await renderLesson(lesson(text), components));

test('steps and checks become the components given for them, and a check alone in a line lies in no paragraph', async () => {
  expect(await render('Hello.')).toBe(
    '<p>Hello.</p>\n<section id="one" title="One"><output name="ran"></output></section>',
  );
});

test.each(['run', 'copy', 'output'])('a fence marked %s says so on its <pre>', async (kind) => {
  const html = await render(`\`\`\`sh ${kind}\ndocker ps\n\`\`\``);
  expect(html).toMatch(/<pre [^>]*data-lang="sh"/);
  expect(html).toMatch(new RegExp(`<pre [^>]*data-kind="${kind}"`));
});

test('what follows the kind says so too', async () => {
  const there = await render('```sh run node="node1"\nls\n```');
  expect(there).toMatch(/<pre [^>]*data-kind="run" data-node="main"/);
  const run = await render('```sh run terminal="second" inside\nls\n```');
  expect(run).toMatch(/<pre [^>]*data-kind="run" data-terminal="second" data-inside="yes"/);
  const file = await render('```html file="my site/index.html"\n<b>\n```');
  expect(file).toMatch(/<pre [^>]*data-kind="file" data-file="my site\/index.html"/);
});

test('code has a light and a dark colour for each token, and keeps its text', async () => {
  const html = await render('```sh run\ndocker run -it busybox sh\n```');
  expect(html).toContain('--shiki-light:');
  expect(html).toContain('--shiki-dark:');
  expect(html.replace(/<[^>]*>/g, '')).toContain('docker run -it busybox sh');
});

test('a fence without a language or of plain text is a <pre> without colours', async () => {
  expect(await render('```\na <b>\n```')).toContain(
    '<pre class="shiki" tabindex="0" data-lang="text"><code>a &lt;b&gt;</code></pre>',
  );
  expect(await render('```text output\nHello\n```')).toContain('data-kind="output"');
});

test.each(['dockerfile', 'yaml', 'json', 'js', 'python', 'go', 'nginx', 'makefile', 'console', 'diff', 'ini'])(
  'the language %s is coloured',
  async (language) => {
    expect(await render(`\`\`\`${language}\nFROM a: "b" # c\n[x]\n\`\`\``)).toContain('--shiki-light:');
  },
);

test('comments leave no trace', async () => {
  expect(await render('Before {/* secret */} after.\n\n{/* secret */}')).not.toContain('secret');
});

test('tables, headings with anchors, links and keys are rendered', async () => {
  const html = await render('## Why this\n\n| a | b |\n| - | - |\n| [c](https://example.com) | <kbd>Ctrl</kbd> |');
  expect(html).toContain('<h2 id="section-why-this">');
  expect(html).toContain('<td><a href="https://example.com">c</a></td>');
  expect(html).toContain('<kbd>Ctrl</kbd>');
});

test('braces and tags in code are text', async () => {
  const html = await render(
    'Use `{{.State.Status}}` and `<name>`.\n\n```sh\ndocker inspect --format "{{.State}}" <b>\n```',
  );
  expect(html).toContain('<code>{{.State.Status}}</code>');
  expect(html).toContain('<code>&lt;name&gt;</code>');
  expect(html).not.toContain('<b>');
});

test('a changed version is rendered anew, an unchanged one is not', async () => {
  const html = async (text: string, version: string): Promise<string> =>
    renderToStaticMarkup(await renderLesson(lesson(text, version), components));
  expect(await html('One.', 'a')).toContain('One.');
  expect(await html('Two.', 'a')).toContain('One.');
  expect(await html('Two.', 'b')).toContain('Two.');
});

test('an element without a component is an error that names it', async () => {
  await expect(
    renderLesson(lesson('<Note>x</Note>'), { Step: components.Step, Check: components.Check }),
  ).rejects.toThrow('<Note> has no component');
});

test('hints are told which they are of their step', async () => {
  const told = { ...components, Hint: ({ step, number, of }: Record<string, string>) => `${step} ${number}/${of};` };
  const text = '<Step id="zero" title="Zero">\n\n<Hint>\n\nA\n\n</Hint>\n\n<Hint title="B">\n\nB\n\n</Hint>\n\n</Step>';
  expect(renderToStaticMarkup(await renderLesson(lesson(text), told))).toContain('zero 1/2;zero 2/2;');
});
