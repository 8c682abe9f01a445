import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { courseFileSchema, lessonFrontmatterSchema } from '../protocol/lesson.ts';
import { fenceKinds, lessonElements } from './lesson-elements.ts';

const guide = readFileSync(join(import.meta.dirname, '../docs/lessons.md'), 'utf8');
const fields = [courseFileSchema, lessonFrontmatterSchema].flatMap((schema) => Object.keys(schema.shape));

test.each([...new Set(fields)])('docs/lessons.md explains the field %s', (field) => {
  expect(guide).toContain(`\`${field}\``);
});

test.each([...lessonElements.keys()])('docs/lessons.md explains the element <%s>', (name) => {
  expect(guide).toMatch(new RegExp(`\`<${name}[ />]`));
});

test.each(fenceKinds)('docs/lessons.md explains the kind of code block %s', (kind) => {
  expect(guide).toContain(` ${kind} `);
});
