import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadCourses } from './load-courses.ts';
import { readScript } from './prove/read-script.ts';

const root = join(import.meta.dirname, '..');
const { courses, problems } = await loadCourses([join(root, 'lessons')]);
const lessons = courses.flatMap((course) => course.lessons);

/** Every name under which the classroom registry has an image. */
function classroomImages(): string[] {
  const dir = join(root, 'sandbox-runner/images');
  const file = z.object({ tags: z.array(z.string()).default([]) });
  return readdirSync(dir)
    .map((name) => join(dir, name, 'image.yaml'))
    .filter((path) => existsSync(path))
    .flatMap((path) => file.parse(parse(readFileSync(path, 'utf8'))).tags);
}

test('the lessons of this repository have no problems', () => {
  expect(problems).toEqual([]);
  expect(lessons.length).toBeGreaterThan(2);
});

test.each(lessons.map((lesson) => [lesson.id, lesson] as const))(
  '%s has a solution, and two wrong attempts or more',
  (_id, lesson) => {
    expect(readScript(readFileSync(join(lesson.dir, 'solution.sh'), 'utf8')).actions.length).toBeGreaterThan(0);
    const wrong = readdirSync(join(lesson.dir, 'wrong')).map(
      (name) => readScript(readFileSync(join(lesson.dir, 'wrong', name), 'utf8')).expectation,
    );
    expect(wrong.length).toBeGreaterThan(1);
    for (const expectation of wrong) expect(lesson.checks.map(({ id }) => id)).toContain(expectation?.check);
  },
);

test.each(lessons.map((lesson) => [lesson.id, lesson] as const))(
  '%s needs only images that the classroom registry has',
  (_id, { images, present }) => {
    const known = classroomImages();
    for (const image of [...images, ...present])
      expect(known).toContain(image.includes(':') ? image : `${image}:latest`);
  },
);

test.each(lessons.map((lesson) => [lesson.id, lesson] as const))(
  '%s types every command of its run blocks, in its solution or in a wrong attempt',
  (_id, lesson) => {
    const solution = readFileSync(join(lesson.dir, 'solution.sh'), 'utf8')
      .split('\n')
      .map((line) => line.trim());
    const shown = [...lesson.body.matchAll(/```sh run\n([\s\S]*?)```/g)].flatMap(([, code = '']) =>
      code.trim().split('\n'),
    );
    const untyped = shown.filter((line) => !solution.includes(line.trim()));
    // What the text shows to fail is a wrong attempt instead.
    const wrong = readdirSync(join(lesson.dir, 'wrong'))
      .map((name) => readFileSync(join(lesson.dir, 'wrong', name), 'utf8'))
      .join('\n');
    expect(untyped.filter((line) => !wrong.includes(line.trim()))).toEqual([]);
  },
);
