import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { breaksOfAfter } from './course-rules.ts';
import { formatProblem } from './lesson-error.ts';
import { loadCourses } from './load-courses.ts';

const course = 'title: C\nsummary: S\noutcomes: [run a container]\n';
const lesson = (fields = ''): string =>
  `---\ntitle: T\nsummary: S\nminutes: 5\n${fields}---\n<Step id="one" title="One">\n\nText.\n\n</Step>\n`;

/** What is told of a lessons folder with these files. */
async function told(files: Readonly<Record<string, string>>): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), 'slipway-order-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const { courses, problems } = await loadCourses([root]);
  const all = [...problems, ...(await breaksOfAfter(courses))];
  await rm(root, { recursive: true });
  return all.map((problem) => formatProblem(problem).replace(`${root}/`, ''));
}
const two = (a: string, b: string, aCourse = '', bCourse = ''): Promise<string[]> =>
  told({
    '01-a/course.yaml': course + aCourse,
    '01-a/01-one/lesson.mdx': lesson(a),
    '01-a/02-two/lesson.mdx': lesson(),
    '02-b/course.yaml': course + bCourse,
    '02-b/01-three/lesson.mdx': lesson(b),
  });

test('lessons and courses come after others, of the same course or another one', async () => {
  expect(await two('', 'after: [a/two]\n', '', 'after: [a]\n')).toEqual([]);
});

test('what there is not is refused, with its line and the nearest', async () => {
  expect(await two('after: [a/too, tree]\n', '', 'after: [handbook]\n')).toEqual([
    '01-a/course.yaml:4:9: after[0]: there is no course "handbook"; there are: a, b',
    '01-a/01-one/lesson.mdx:5:9: after[0]: there is no lesson "a/too"; did you mean "a/two"?',
    '01-a/01-one/lesson.mdx:5:16: after[1]: there is no lesson "tree"; there are: one, two',
  ]);
});

test('circles are refused, also over other lessons and courses', async () => {
  const circle = /comes, perhaps over others, after this lesson; leave one of the two out/;
  expect(await two('after: [one]\n', '')).toEqual([expect.stringMatching(circle)]);
  expect(await two('after: [two]\n', '')).toEqual([expect.stringMatching(circle)]);
  expect(await two('after: [b/three]\n', 'after: [a/one]\n')).toHaveLength(2);
  expect(await two('after: [b/three]\n', '', '', 'after: [a]\n')).toEqual([
    expect.stringMatching(/^01-a\/01-one.* "b\/three" itself comes/),
  ]);
  expect(await two('', '', 'after: [b]\n', 'after: [a]\n')).toHaveLength(2);
});

test('a placement quiz leads to lessons of its course, and not to its project', async () => {
  const question = (id: string, skips: string): string =>
    `  - id: ${id}\n    question: Q?\n    choices:\n      - { id: x, text: X, right: true, why: W }\n      - { id: y, text: Y, why: W }\n    skips: [${skips}]\n`;
  const files = (quiz: string): Record<string, string> => ({
    '01-a/course.yaml': `${course}placement:\n${quiz}`,
    '01-a/01-one/lesson.mdx': lesson(),
    '01-a/02-two/lesson.mdx': lesson('project: true\n'),
  });
  expect(await told(files(question('q', 'one')))).toEqual([]);
  expect(await told(files(question('q', 'onne') + question('q', 'one, two')))).toEqual([
    '01-a/course.yaml:10:13: placement[0].skips: there is no lesson "onne"; did you mean "one"?',
    '01-a/course.yaml:11:9: placement[1].id: "q" is used twice',
    '01-a/course.yaml:16:18: placement[1].skips: "two" is the project, which nobody skips; leave it out',
  ]);
  expect((await told(files(question('q', 'one').replace('right: true, ', ''))))[0]).toMatch('no choice is right');
});

test('a lesson is not called like another page of its course', async () => {
  const problems = await told({ '01-a/course.yaml': course, '01-a/01-certificate/lesson.mdx': lesson() });
  expect(problems).toEqual([expect.stringMatching(/can't be called "certificate"/)]);
});
