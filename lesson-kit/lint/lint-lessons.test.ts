import { cp, mkdtemp, rm } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { classroomImages } from '../classroom-images.ts';
import { formatProblem } from '../lesson-error.ts';
import { syllabusIds } from '../syllabus.ts';
import { lintLessons } from './lint-lessons.ts';
import { parseShell } from './lint-shell.ts';
import { reportProblems } from './report-problems.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
const broken = join(fixtures, '01-broken');
const images = ['busybox:latest', 'hello-world:latest'];
const { problems } = await lintLessons([fixtures], { images, linkRoots: [] });

test.each(readdirSync(broken).filter((name) => name !== 'course.yaml'))('%s: exactly its faults are found', (name) => {
  const dir = join(broken, name);
  const expected = readFileSync(join(dir, 'expected.txt'), 'utf8').split('\n').slice(0, -1);
  const found = problems
    .filter(({ file }) => file.startsWith(`${dir}/`))
    .map((problem) => formatProblem({ ...problem, file: relative(dir, problem.file) }));
  expect(found.map((line, i) => line.slice(0, expected[i]?.length ?? 0))).toEqual(expected);
});

test('one lesson alone, and one course, are told the same as when all are', async () => {
  const one = join(broken, '05-dead-links');
  const { lessons, problems: alone } = await lintLessons([one, one], { images, linkRoots: [] });
  expect(lessons).toHaveLength(1);
  expect(alone).toEqual(problems.filter(({ file }) => file.startsWith(`${one}/`)));
  expect((await lintLessons([broken], { images, linkRoots: [] })).problems).toEqual(problems);
});

test('a lesson in no course may link to those of the installation', async () => {
  const alone = await mkdtemp(join(tmpdir(), 'slipway-lint-'));
  await cp(join(broken, '01-sound'), alone, { recursive: true });
  const linked = await lintLessons([alone], { images, linkRoots: [fixtures] });
  const unlinked = await lintLessons([alone], { images, linkRoots: [] });
  await rm(alone, { recursive: true });
  expect([linked.lessons.length, linked.problems]).toEqual([1, []]);
  expect(unlinked.problems.map(({ message }) => message)).toEqual([
    'this link leads to "/learn/broken/unknown-image": there is no course "broken". There are: none',
  ]);
});

test('a folder without lessons says what to name', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'slipway-lint-'));
  const { problems: said } = await lintLessons([empty], { images, linkRoots: [] });
  await rm(empty, { recursive: true });
  expect(said.map(({ message }) => message)).toEqual([expect.stringMatching('no lesson is here; name a folder')]);
});

test('the report names file, line and column, and what was found', () => {
  const report = reportProblems(problems, fixtures, false);
  expect(report).toContain('01-broken/03-unknown-cover/lesson.mdx');
  expect(report).toMatch(/5:11 +error +covers: "hello-wrld" is not an id of the syllabus/);
  expect(report).toMatch(/\d+ errors/);
});

test('the shell only reads what it is given', async () => {
  const file = join(tmpdir(), `slipway-lint-${process.pid}`);
  expect(await parseShell(`touch ${file}; docker ps <<'E'\n$(touch ${file})\nE`)).toBeUndefined();
  expect(() => readFileSync(file)).toThrow();
  expect((await parseShell('a\nb\nif true; then'))?.line).toBe(3);
});

test('the images of the classroom are read from their folders', async () => {
  const known = await classroomImages(join(import.meta.dirname, '../../sandbox-runner/images'));
  expect(known).toEqual(expect.arrayContaining(['hello-world:latest', 'node:slim', 'node:latest']));
  expect(syllabusIds.length).toBe(new Set(syllabusIds).size);
});

test('the lessons of this repository have nothing wrong', { timeout: 120_000 }, async () => {
  const root = join(import.meta.dirname, '../..');
  const known = await classroomImages(join(root, 'sandbox-runner/images'));
  const { lessons, problems: said } = await lintLessons([join(root, 'lessons')], { images: known, linkRoots: [] });
  expect(said.map(formatProblem)).toEqual([]);
  expect(lessons.length).toBeGreaterThan(2);
});
