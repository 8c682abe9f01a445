import { lessonFrontmatterSchema, type LessonFrontmatter } from '../protocol/lesson.ts';
import type { Check } from '../protocol/checks.ts';
import type { Step } from './course.ts';
import { LessonError } from './lesson-error.ts';
import { lessonSteps } from './lesson-steps.ts';
import { lessonTree } from './lesson-tree.ts';
import { nearest } from './nearest.ts';
import { readYaml } from './read-yaml.ts';

export interface ParsedLesson {
  readonly frontmatter: LessonFrontmatter;
  /** The text below the frontmatter, with as many blank lines before it as the frontmatter had. */
  readonly body: string;
  readonly steps: readonly Step[];
}

/**
 * Reads the text of a `lesson.mdx`; `file` is only for messages. Throws LessonError, and nothing else, with every
 * problem found in the frontmatter or, when that is sound, in the text.
 */
export function parseLesson(source: string, file: string): ParsedLesson {
  try {
    const { yaml, body } = splitLesson(source, file);
    const frontmatter = readYaml(frontmatterSchema, yaml, file);
    const tree = lessonTree(body, file);
    return { frontmatter, body, steps: lessonSteps(tree, frontmatter.checks, file) };
  } catch (error) {
    if (error instanceof LessonError) throw error;
    throw new LessonError([{ file, line: undefined, column: undefined, message: "this lesson can't be read" }], error);
  }
}

/** Divides a lesson.mdx into fields and text, each with the lines that stand above it left blank. Throws LessonError. */
export function splitLesson(source: string, file: string): { yaml: string; body: string } {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  if (!/^---[ \t]*\n/.test(text))
    throw new LessonError([
      {
        file,
        line: 1,
        column: 1,
        message: 'a lesson starts with a line of ---, its fields in YAML, and another line of ---',
      },
    ]);
  const end = /\n---[ \t]*(?:\n|$)/.exec(text);
  if (end === null)
    throw new LessonError([{ file, line: 1, column: 1, message: 'the --- that ends the fields is missing' }]);
  const bodyStart = end.index + end[0].length;
  const head = text.slice(0, end.index);
  return {
    yaml: head.slice(head.indexOf('\n') === -1 ? head.length : head.indexOf('\n')),
    body: '\n'.repeat(text.slice(0, bodyStart).split('\n').length - 1) + text.slice(bodyStart),
  };
}

/** What the contract's schema can't say of one check alone: ids are unique, `after` leads to another check and never back. */
const frontmatterSchema = lessonFrontmatterSchema.superRefine(({ checks, covers }, context) => {
  const byId = new Map<string, Check>(checks.map((check) => [check.id, check]));
  for (const { path, message } of uncoveredIds(covers, [...byId.keys()]))
    context.addIssue({ code: 'custom', path, message });
  checks.forEach((check, i) => {
    const add = (field: 'id' | 'after', message: string): void =>
      context.addIssue({ code: 'custom', path: ['checks', i, field], message });
    if (checks.findIndex(({ id }) => id === check.id) !== i) add('id', `"${check.id}" is used twice`);
    if (check.after === undefined) return;
    if (!byId.has(check.after))
      add('after', `there is no check "${check.after}"; there are: ${[...byId.keys()].join(', ')}`);
    else if (isInCycle(check, byId)) add('after', `"${check.id}" waits, perhaps over others, for itself`);
  });
});

/** The checks named in `covers` that the lesson does not have, or that are named twice for one id. */
function uncoveredIds(
  covers: LessonFrontmatter['covers'],
  known: readonly string[],
): { path: (string | number)[]; message: string }[] {
  return Object.entries(covers).flatMap(([id, checks]) =>
    checks.flatMap((check, i) => {
      const path = ['covers', id, i];
      if (checks.indexOf(check) !== i) return [{ path, message: `"${check}" is listed twice` }];
      if (known.includes(check)) return [];
      const guess = nearest(check, known);
      const advice = guess === undefined ? `there are: ${known.join(', ') || 'none'}` : `the nearest is "${guess}"`;
      return [{ path, message: `there is no check "${check}" in this lesson; ${advice}` }];
    }),
  );
}

function isInCycle(check: Check, byId: ReadonlyMap<string, Check>): boolean {
  const seen = new Set<string>();
  for (let next = check.after; next !== undefined && !seen.has(next); next = byId.get(next)?.after) {
    if (next === check.id) return true;
    seen.add(next);
  }
  return false;
}
