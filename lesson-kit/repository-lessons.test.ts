import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { classroomImages, withTag } from './classroom-images.ts';
import { loadCourses } from './load-courses.ts';
import { readScript } from './prove/read-script.ts';
import { untypedCommands } from './prove/run-blocks.ts';

const root = join(import.meta.dirname, '..');
const { courses, problems } = await loadCourses([join(root, 'lessons')]);
const lessons = courses.flatMap((course) => course.lessons);
const known = await classroomImages(join(root, 'sandbox-runner/images'));

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
    for (const image of [...images, ...present]) expect(known).toContain(withTag(image));
  },
);

test.each(lessons.map((lesson) => [lesson.id, lesson] as const))(
  '%s types every command of its run blocks, in its solution or in a wrong attempt',
  async (_id, lesson) => {
    expect(await untypedCommands(lesson)).toEqual([]);
  },
);
