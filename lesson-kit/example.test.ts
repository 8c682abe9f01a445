import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkSchema } from '../protocol/checks.ts';
import { courseFileSchema, lessonFrontmatterSchema } from '../protocol/lesson.ts';
import { classroomImages } from './classroom-images.ts';
import { fenceKinds, lessonElements } from './lesson-elements.ts';
import { lintLessons } from './lint/lint-lessons.ts';
import { wrongAttempts } from './prove/wrong-attempts.ts';

const root = join(import.meta.dirname, '..');
const { lessons, problems } = await lintLessons([join(root, 'docs/example')], {
  images: await classroomImages(join(root, 'sandbox-runner/images')),
  linkRoots: [],
});
const course = readFileSync(join(root, 'docs/example/01-example/course.yaml'), 'utf8');
const texts = lessons.map(({ file }) => readFileSync(file, 'utf8')).join('\n');
const scripts = (
  await Promise.all(
    lessons.map(async ({ dir }) =>
      [join(dir, 'solution.sh'), ...(await wrongAttempts(dir))].map((file) => readFileSync(file, 'utf8')),
    ),
  )
)
  .flat()
  .join('\n');

test('the example has nothing wrong', () => {
  expect(problems).toEqual([]);
});

test.each(Object.keys(courseFileSchema.shape))('the example has the field %s of a course', (field) => {
  expect(course).toMatch(new RegExp(`^${field}:`, 'm'));
});

test.each(Object.keys(lessonFrontmatterSchema.shape))('the example has the field %s of a lesson', (field) => {
  expect(texts).toMatch(new RegExp(`^${field}:`, 'm'));
});

test.each(checkSchema.options.map(({ shape }) => shape.kind.value))('the example has a check of kind %s', (kind) => {
  expect(lessons.flatMap(({ checks }) => checks).map((check) => JSON.stringify(check))).toContainEqual(
    expect.stringContaining(`"kind":"${kind}"`),
  );
});

test.each(['mistakes', 'after', 'lookAt', 'node'] as const)('a check of the example has %s', (field) => {
  expect(lessons.flatMap(({ checks }) => checks).some((check) => (check[field] ?? []).length > 0)).toBe(true);
});

test.each([...lessonElements.keys()])('the example uses <%s>', (name) => {
  expect(texts).toMatch(new RegExp(`<${name}[ />]`));
});

test.each([...fenceKinds, 'run inside', 'run terminal', 'run node'])('the example has a block for %s', (kind) => {
  expect(texts).toMatch(new RegExp(`^\`\`\`[a-z]+ ${kind}`, 'm'));
});

test.each(['expect', 'again', 'copy', 'node', 'until', 'key', 'pause', 'step'])('a script uses #: %s', (directive) => {
  expect(scripts).toMatch(new RegExp(`^#: ${directive} `, 'm'));
});

test.each(['check', 'found', 'from', 'answer'])('a wrong attempt says # %s', (fact) => {
  expect(scripts).toMatch(new RegExp(`^# ${fact}: `, 'm'));
});
