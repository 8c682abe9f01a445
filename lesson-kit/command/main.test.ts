import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkSchema } from '../../protocol/checks.ts';
import { lessonElements } from '../lesson-elements.ts';
import { inParallel } from '../prove/prove-lessons.ts';
import { runLessonCommand } from './main.ts';
import type { Surroundings } from './surroundings.ts';
import { watchFolder } from '../watch-folder.ts';

const checkout = join(import.meta.dirname, '../..');

/** A lesson command in an empty folder of courses; `answers` are what the author types, if there is an author. */
async function author(answers?: string[]) {
  const cwd = await mkdtemp(join(tmpdir(), 'slipway-author-'));
  const said: string[] = [];
  const asked: string[] = [];
  const surroundings: Surroundings = {
    cwd,
    checkout,
    lessonRoots: [cwd],
    hasColor: false,
    say: (text) => said.push(text),
    ask:
      answers &&
      ((question) => {
        asked.push(question);
        return Promise.resolve(answers.shift() ?? '');
      }),
    runner: { url: 'http://127.0.0.1:1', secret: () => Promise.resolve(undefined) },
    preview: () => Promise.reject(new Error('nothing is previewed here')),
    signal: new AbortController().signal,
  };
  return {
    cwd,
    said,
    asked,
    run: (...args: string[]) => runLessonCommand(args, surroundings),
    [Symbol.asyncDispose]: () => rm(cwd, { recursive: true }),
  };
}

test('without a verb, or with one that there is not, all verbs are told', async () => {
  await using it = await author();
  expect(await it.run()).toBe(2);
  expect(await it.run('lnit')).toBe(2);
  expect(it.said[1]).toMatch(/^There is no "lesson lnit"\./);
  expect(it.said[1]).toContain('lint [FOLDER…]');
  expect(await it.run('lint', '--help')).toBe(0);
  expect(await it.run('lint', '--strict')).toBe(2);
  expect(it.said[3]).toContain("Unknown option '--strict'");
});

test('lint ends with 1 and names file and line, and with 0 if all is well', async () => {
  await using it = await author();
  const fixtures = join(import.meta.dirname, '../lint/fixtures/01-broken');
  expect(await it.run('lint', join(fixtures, '01-sound'))).toBe(0);
  expect(it.said).toEqual(['1 lesson, nothing wrong']);
  expect(await it.run('lint', join(fixtures, '12-unknown-kind'))).toBe(1);
  expect(it.said[1]).toMatch(/12:5 +error +checks\[0\]\.imag/);
});

test('a lesson made by flags lies in its course, and lints clean', async () => {
  await using it = await author();
  const flags = [
    '--title',
    'Say "Hello": again',
    '--course',
    'first-words',
    '--minutes',
    '7',
    '--covers',
    'hello-world',
  ];
  expect(await it.run('new', ...flags)).toBe(0);
  expect(await it.run('new', '--title', 'Second', '--course', 'first-words')).toBe(0);
  expect(it.said[0]).toMatch(/^Made 01-first-words\/01-say-hello-again\./);
  expect(it.said[1]).toMatch(/^Made 01-first-words\/02-second\./);
  const text = await readFile(join(it.cwd, '01-first-words/01-say-hello-again/lesson.mdx'), 'utf8');
  expect(text).toContain(`title: 'Say "Hello": again'\n`);
  expect(text).toContain('minutes: 7\ncovers:\n  hello-world: ran\n');
  expect(await it.run('lint')).toBe(0);
  expect(it.said[2]).toBe('2 lessons, nothing wrong');

  expect(await it.run('new', ...flags)).toBe(2);
  expect(it.said[3]).toMatch('There is a lesson 01-first-words/01-say-hello-again already');
});

test('in a terminal, what is missing is asked for until it is right', async () => {
  await using it = await author([
    '',
    'Volumes',
    'My Course',
    '02-my-course',
    'ninety',
    '20',
    'volums',
    'named-volume, tmpfs',
  ]);
  expect(await it.run('new')).toBe(0);
  expect(it.asked).toEqual([
    'Title: ',
    'Title: ',
    'Course (a-z, 0-9 and -): ',
    'Course (a-z, 0-9 and -): ',
    'Minutes [15]: ',
    'Minutes [15]: ',
    'Covers (ids, with commas): ',
    'Covers (ids, with commas): ',
  ]);
  expect(it.said[2]).toBe('Minutes are a whole number from 1 to 90; this is "ninety".');
  expect(await it.run('lint')).toBe(0);
});

test('without a terminal and without a title, it says so', async () => {
  await using it = await author();
  expect(await it.run('new', '--course', 'x')).toBe(2);
  expect(it.said[0]).toMatch(/^Title is not given, and there is no terminal to ask in\./);
  expect(await it.run('new', '--title', '💥', '--course', 'x')).toBe(2);
  expect(await it.run('new', '--title', 'T', '--course', '../x')).toBe(2);
});

test('a proof without a secret, with odd jobs, or of no lesson says so', async () => {
  await using it = await author();
  expect(await it.run('test', '--jobs', '0')).toBe(2);
  expect(it.said[0]).toMatch(/^--jobs is a whole number from 1 to 16; this is "0"/);
  const sound = join(import.meta.dirname, '../lint/fixtures/01-broken/01-sound');
  expect(await it.run('test', sound)).toBe(2);
  expect(it.said[1]).toMatch("The secret of the runner at http://127.0.0.1:1 can't be read.");
});

test('several are worked on at a time, and begun in order', async () => {
  const begun: number[] = [];
  let now = 0;
  let most = 0;
  await inParallel(2, [1, 2, 3, 4, 5], async (item) => {
    begun.push(item);
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 5));
    now--;
  });
  expect([begun, most]).toEqual([[1, 2, 3, 4, 5], 2]);
});

test('a change of a file in a folder of the lesson is seen', async () => {
  await using it = await author();
  await cp(join(import.meta.dirname, '../lint/fixtures/01-broken/01-sound'), it.cwd, { recursive: true });
  const stop = new AbortController();
  const changed = new Promise<void>((resolve) => void watchFolder(it.cwd, stop.signal, resolve));
  await writeFile(join(it.cwd, 'wrong/nothing.sh'), '# check: ran\n');
  await changed;
  stop.abort();
});

test('the reference names every element and every kind of check', async () => {
  await using it = await author();
  expect(await it.run('doc')).toBe(0);
  for (const name of lessonElements.keys()) expect(it.said[0]).toMatch(new RegExp(`^\\| \`<${name}[ >]`, 'm'));
  for (const { shape } of checkSchema.options) expect(it.said[0]).toContain(`\`kind: ${shape.kind.value}\``);
  expect(await it.run('doc', '--to', 'reference')).toBe(0);
  expect(await readFile(join(it.cwd, 'reference/checks.md'), 'utf8')).toMatch(/^# Checks/);
});
