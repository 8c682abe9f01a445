import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runLessonCommand } from './main.ts';

const fixtures = join(import.meta.dirname, '../import/fixtures');

async function author() {
  const cwd = await mkdtemp(join(tmpdir(), 'slipway-import-'));
  const said: string[] = [];
  return {
    cwd,
    said,
    run: (...args: string[]) =>
      runLessonCommand(args, {
        cwd,
        checkout: join(import.meta.dirname, '../..'),
        lessonRoots: [],
        hasColor: false,
        say: (text) => said.push(text),
        ask: undefined,
        runner: { url: 'http://127.0.0.1:1', secret: () => Promise.resolve(undefined) },
        preview: () => Promise.reject(new Error('nothing is previewed here')),
        signal: new AbortController().signal,
      }),
    [Symbol.asyncDispose]: () => rm(cwd, { recursive: true }),
  };
}

test('a Killercoda scenario becomes a lesson that lints, and what was lost is told', async () => {
  await using it = await author();
  expect([await it.run('import', join(fixtures, 'killercoda')), it.said.slice(1)]).toEqual([0, []]);
  const dir = join(it.cwd, '01-look-into-a-container');
  const text = await readFile(join(dir, 'lesson.mdx'), 'utf8');
  expect(text).toContain('You need \\{nothing} but a \\< sign.');
  expect(text).toContain('```sh run\ndocker run busybox echo hello\n```');
  expect(text).toContain('```sh run\ndocker ps -a\ndocker images\n```');
  expect(text).toContain('Run `docker ps` first');
  expect(text).toContain('```text copy\nplain\n```');
  expect(text).toContain('read [the docs](https://docs.docker.com/) and step two.');
  expect(text).toContain('<Step id="run-it-2" title="Run it">');
  expect(text).toContain('<Check id="run-it" />');
  expect(text).toContain('<Hint>\n\n`docker run` makes a container.\n\n</Hint>');
  expect(await readFile(join(dir, 'start/notes/notes.txt'), 'utf8')).toBe('a note\n');
  expect(await readFile(join(dir, 'solution.sh'), 'utf8')).toBe(
    '#: step run-it\ndocker run busybox echo hello\ndocker ps -a\ndocker images\n#: step run-it-2\n#: step done\n',
  );
  for (const lost of [
    'an image was left out: A whale',
    '{{TRAFFIC_HOST1_80}} stands for something',
    'step two (./two.md)',
    'steps[1].foreground',
    'intro.background: prepare.sh became a setup command',
    'notes.txt goes to /etc',
    'etc/hostname: this leads out of the lessons folder',
    'backend.imageid: the machine "ubuntu"',
    'difficulty: there is nothing like it',
    'not a shell command',
    'images: list those',
  ])
    expect(it.said[0]).toContain(lost);
});

test('a labspace becomes a lesson that lints, and what was lost is told', async () => {
  await using it = await author();
  expect([await it.run('import', join(fixtures, 'labspace'), '--to', 'course'), it.said.slice(1)]).toEqual([0, []]);
  const text = await readFile(join(it.cwd, 'course/01-a-first-labspace/lesson.mdx'), 'utf8');
  expect(text).toContain('```sh run\ndocker run hello-world\n```');
  expect(text).toContain('```sh\ndocker rm ID\n```');
  expect(text).toContain('```dockerfile file=site/Dockerfile\nFROM busybox\n```');
  for (const lost of [
    'services: there is nothing like it',
    'docs/not-there.md: there is no such file',
    'a directive was left out: ::tabLink[Open the app]',
    'a code block\'s "terminal-id=two" was left out',
    'checks: a labspace has none',
  ])
    expect(it.said[0]).toContain(lost);
});

test('what is no scenario, or a broken one, is refused in words', async () => {
  await using it = await author();
  expect(await it.run('import', '.')).toBe(2);
  expect(it.said[0]).toMatch(/^\. has neither an index\.json/);
  await cp(join(fixtures, 'killercoda'), join(it.cwd, 'broken'), { recursive: true });
  await writeFile(join(it.cwd, 'broken/index.json'), '{"title": "T", "details": {}}');
  expect(await it.run('import', 'broken')).toBe(2);
  expect(it.said[1]).toMatch(/details\.steps/);
  await writeFile(join(it.cwd, 'broken/index.json'), '{');
  expect(await it.run('import', 'broken')).toBe(2);
  expect(await it.run('import')).toBe(2);
});
