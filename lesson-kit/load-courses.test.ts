import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCourses } from './load-courses.ts';
import { formatProblem } from './lesson-error.ts';

const course = 'title: First\nsummary: S\noutcomes: [run a container]\n';
const lesson = (title = 'T'): string =>
  `---\ntitle: ${title}\nsummary: S\nminutes: 5\n---\n<Step id="one" title="One">\n\nText.\n\n</Step>\n`;

/** A lessons folder with the given files, removed at the end of the test. */
async function folder(
  files: Record<string, string | Buffer>,
): Promise<{ root: string; write: (files: Record<string, string | Buffer>) => Promise<void> } & AsyncDisposable> {
  const root = await mkdtemp(join(tmpdir(), 'slipway-lessons-'));
  const write = async (more: Record<string, string | Buffer>): Promise<void> => {
    for (const [path, text] of Object.entries(more)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
  };
  await write(files);
  return { root, write, [Symbol.asyncDispose]: () => rm(root, { recursive: true }) };
}
const load = async (...roots: string[]) => {
  const { courses, problems } = await loadCourses(roots);
  return { courses, problems: problems.map((p) => formatProblem(p).replaceAll(roots[0] ?? '', '')) };
};

test('courses and lessons come in the order of their numbers, with ids without them', async () => {
  await using dir = await folder({
    '02-b/course.yaml': course,
    '01-a/course.yaml': course,
    '01-a/10-ten/lesson.mdx': lesson('Ten'),
    '01-a/02-two/lesson.mdx': lesson('Two'),
    '01-a/notes.txt': 'not a lesson',
    '.git/config': '',
  });
  const { courses, problems } = await load(dir.root);
  expect(problems).toEqual([]);
  expect(courses.map(({ slug }) => slug)).toEqual(['a', 'b']);
  expect(courses[0]?.lessons.map(({ id, title }) => [id, title])).toEqual([
    ['a/two', 'Two'],
    ['a/ten', 'Ten'],
  ]);
});

test('at most one lesson of a course is its project, and it is the last', async () => {
  const project = (title: string): string => lesson(title).replace('minutes: 5\n', 'minutes: 5\nproject: true\n');
  await using dir = await folder({
    '01-a/course.yaml': course,
    '01-a/01-one/lesson.mdx': lesson('One'),
    '01-a/02-two/lesson.mdx': project('Two'),
  });
  expect((await load(dir.root)).problems).toEqual([]);
  await dir.write({ '01-a/03-three/lesson.mdx': lesson('Three') });
  expect((await load(dir.root)).problems).toEqual([
    '/01-a/02-two/lesson.mdx:5:10: project: a course\'s project is its last lesson, and "three" comes after this one',
  ]);
  await dir.write({ '01-a/03-three/lesson.mdx': project('Three') });
  expect((await load(dir.root)).problems).toEqual([
    expect.stringMatching(/02-two.* project: this course has a project already, "three", its last lesson; only one/),
  ]);
});

test('files in start/ come with their paths, bytes and the executable bit', async () => {
  await using dir = await folder({
    '01-a/course.yaml': course,
    '01-a/01-l/lesson.mdx': lesson(),
    '01-a/01-l/start/app/run.sh': 'x',
    '01-a/01-l/start/.env': Buffer.from([0, 255]),
  });
  execFileSync('chmod', ['755', join(dir.root, '01-a/01-l/start/app/run.sh')]);
  const files = (await load(dir.root)).courses[0]?.lessons[0]?.startFiles;
  expect(files).toEqual([
    { path: '.env', content: Buffer.from([0, 255]), executable: false },
    { path: 'app/run.sh', content: Buffer.from('x'), executable: true },
  ]);
});

const borrowing = (entry: string): string => lesson().replace('minutes:', `startFrom: [${entry}]\nminutes:`);

test('files of another lesson come along, as they are at each load', async () => {
  await using dir = await folder({
    '01-a/course.yaml': course,
    '01-a/01-first/lesson.mdx': lesson(),
    '01-a/01-first/start/app/src/main.js': 'old',
    '01-a/01-first/start/other': 'x',
    '02-b/course.yaml': course,
    '02-b/07-second/lesson.mdx': borrowing('{ lesson: a/first, folder: app, to: shop/api }'),
    '02-b/07-second/start/shop/Dockerfile': 'FROM busybox',
  });
  const second = async (): Promise<[string, string][] | undefined> =>
    (await load(dir.root)).courses[1]?.lessons[0]?.startFiles.map(({ path, content }) => [path, String(content)]);
  expect(await second()).toEqual([
    ['shop/Dockerfile', 'FROM busybox'],
    ['shop/api/src/main.js', 'old'],
  ]);
  await dir.write({ '01-a/01-first/start/app/src/main.js': 'newer' });
  expect(await second()).toContainEqual(['shop/api/src/main.js', 'newer']);
});

test.each([
  ['{ lesson: a/nobody, folder: app, to: x }', 'startFrom: there is no lesson "a/nobody"'],
  ['{ lesson: nowhere/first, folder: app, to: x }', 'startFrom: there is no lesson "nowhere/first"'],
  ['{ lesson: a/first, folder: none, to: x }', '"a/first" has no folder "none" in its start/'],
  ['{ lesson: a/first, folder: app/main.js, to: x }', 'has no folder "app/main.js"'],
  ['{ lesson: a/first, folder: app, to: own }', 'own/main.js would be in the home twice'],
  ['{ lesson: a/first, folder: ../../02-second, to: x }', 'a relative path without ..'],
  ['{ lesson: first, folder: app, to: x }', 'name a lesson as COURSE/LESSON'],
])('startFrom with %s is refused', async (entry, message) => {
  await using dir = await folder({
    '01-a/course.yaml': course,
    '01-a/01-first/lesson.mdx': lesson(),
    '01-a/01-first/start/app/main.js': '1',
    '01-a/02-second/lesson.mdx': borrowing(entry),
    '01-a/02-second/start/own/main.js': '2',
  });
  const { courses, problems } = await load(dir.root);
  expect(courses[0]?.lessons.map(({ slug }) => slug)).toEqual(['first']);
  expect(problems.join('\n')).toContain(message);
});

test('an edit shows at the next load, and only then is the version another', async () => {
  await using dir = await folder({
    '01-a/course.yaml': course,
    '01-a/01-l/lesson.mdx': lesson('Old'),
    '01-a/01-l/start/f': '1',
  });
  const first = (await load(dir.root)).courses[0]?.lessons[0];
  expect((await load(dir.root)).courses[0]?.lessons[0]).toBe(first);
  await dir.write({ '01-a/01-l/lesson.mdx': lesson('New') });
  const second = (await load(dir.root)).courses[0]?.lessons[0];
  expect(second?.title).toBe('New');
  expect(second?.version).not.toBe(first?.version);
  await utimes(join(dir.root, '01-a/01-l/start/f'), 1, 1);
  expect((await load(dir.root)).courses[0]?.lessons[0]?.version).not.toBe(second?.version);
});

test('a broken lesson is left out and named, the others stay; repaired, it is there again', async () => {
  await using dir = await folder({
    '01-a/course.yaml': course,
    '01-a/01-good/lesson.mdx': lesson(),
    '01-a/02-bad/lesson.mdx': lesson().replace('minutes', 'minuets'),
  });
  const { courses, problems } = await load(dir.root);
  expect(courses[0]?.lessons.map(({ slug }) => slug)).toEqual(['good']);
  expect(problems[0]).toContain('/01-a/02-bad/lesson.mdx:4:1: minuets: there is no such field');
  await dir.write({ '01-a/02-bad/lesson.mdx': lesson() });
  expect((await load(dir.root)).courses[0]?.lessons).toHaveLength(2);
});

test('a wrong course.yaml, a missing one, a missing lesson.mdx and odd folder names are named', async () => {
  await using dir = await folder({
    '01-a/course.yaml': course.replace('title', 'titel'),
    '02-b/01-l/lesson.mdx': lesson(),
    '03-c/course.yaml': course,
    '03-c/01-l/text.mdx': lesson(),
    '03-c/Two/lesson.mdx': lesson(),
    'four/course.yaml': course,
    '05-c/course.yaml': course,
    '03-c/02-x/lesson.mdx': lesson(),
    '03-c/03-x/lesson.mdx': lesson(),
  });
  const { courses, problems } = await load(dir.root);
  expect(courses.map(({ slug }) => slug)).toEqual(['c']);
  const all = problems.join('\n');
  expect(all).toContain('/01-a/course.yaml:1:1: titel: there is no such field. Did you mean "title"?');
  expect(all).toContain('/02-b/course.yaml: there is no such file');
  expect(all).toContain('/03-c/01-l/lesson.mdx: there is no such file');
  expect(all).toContain('/03-c/Two: a folder here is named by number and name');
  expect(all).toContain('/four: a folder here is named by number and name');
  expect(all).toContain('/05-c: there is another course "c"');
  expect(all).toContain('/03-c/03-x: there is another lesson "x"');
});

test('a lessons folder that is not there is a problem, not an exception', async () => {
  const { courses, problems } = await loadCourses(['/nonexistent/lessons']);
  expect(courses).toEqual([]);
  expect(problems[0]?.message).toContain('no such lessons folder');
});

test('links that lead out of the lessons folder are refused, links inside it are followed', async () => {
  await using outside = await folder({ 'secret/lesson.mdx': lesson('Secret'), 'secret.txt': 's' });
  await using dir = await folder({
    '01-a/course.yaml': course,
    '01-a/01-in/lesson.mdx': lesson('In'),
    '01-a/02-file/x': '',
    '01-a/04-start/lesson.mdx': lesson(),
    '01-a/04-start/start/x': '',
  });
  await symlink(join(outside.root, 'secret/lesson.mdx'), join(dir.root, '01-a/02-file/lesson.mdx'));
  await symlink(join(outside.root, 'secret'), join(dir.root, '01-a/03-folder'));
  await symlink('../../../../../../../../etc/passwd', join(dir.root, '01-a/04-start/start/passwd'));
  await symlink('01-in', join(dir.root, '01-a/05-inside'));
  const { courses, problems } = await load(dir.root);
  expect(courses[0]?.lessons.map(({ slug }) => slug)).toEqual(['in', 'inside']);
  expect(problems.filter((p) => p.includes('leads out of the lessons folder'))).toHaveLength(3);
});

test('folders linked in start/, named pipes and dangling links are refused at once', { timeout: 5000 }, async () => {
  await using dir = await folder({
    '01-a/course.yaml': course,
    '01-a/01-l/lesson.mdx': lesson(),
    '01-a/01-l/start/x': '',
    '01-a/02-l2/lesson.mdx': lesson(),
    '01-a/02-l2/start/x': '',
    '01-a/03-l3/x': '',
    '01-a/04-l4/lesson.mdx': lesson(),
    '01-a/04-l4/start/x': '',
  });
  await symlink('..', join(dir.root, '01-a/01-l/start/loop'));
  execFileSync('mkfifo', [join(dir.root, '01-a/02-l2/start/pipe'), join(dir.root, '01-a/03-l3/lesson.mdx')]);
  await symlink('nowhere', join(dir.root, '01-a/04-l4/start/dangling'));
  const { courses, problems } = await load(dir.root);
  expect(courses[0]?.lessons).toEqual([]);
  const all = problems.join('\n');
  expect(all).toContain('a link to a folder is not allowed');
  expect(all).toContain('only files and folders may lie in start/');
  expect(all).toContain('this symbolic link leads nowhere');
});

test('files beyond the bounds and text that is not UTF-8 are refused', async () => {
  await using dir = await folder({
    '01-a/course.yaml': course,
    '01-a/01-big/lesson.mdx': lesson() + 'x\n'.repeat(200_000),
    '01-a/02-bytes/lesson.mdx': Buffer.from([0x2d, 0xff, 0xfe]),
    '01-a/03-start/lesson.mdx': lesson(),
    '01-a/03-start/start/big': Buffer.alloc(3 * 1024 * 1024),
    '02-b/course.yaml': course + '#'.repeat(40_000),
  });
  const all = (await load(dir.root)).problems.join('\n');
  expect(all).toContain('/01-a/01-big/lesson.mdx: this file is larger than');
  expect(all).toContain('/01-a/02-bytes/lesson.mdx: this file is not text in UTF-8');
  expect(all).toContain('/01-a/03-start/start/big: this file is larger than');
  expect(all).toContain('/02-b/course.yaml: this file is larger than');
});
