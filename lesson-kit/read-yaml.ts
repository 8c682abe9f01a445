import { isAlias, isMap, isNode, isPair, LineCounter, parseDocument, visit, type Document } from 'yaml';
import type { z } from 'zod';
import type { LessonProblem } from './course.ts';
import { LessonError } from './lesson-error.ts';
import { describeIssue } from './describe-issue.ts';

/**
 * Parses YAML `text` with `schema`. Positions in problems count from the start of `text`, so give it the lines that
 * stand above it in `file` as blank lines. Throws LessonError that names every problem with line and column.
 */
export function readYaml<T>(schema: z.ZodType<T>, text: string, file: string): T {
  const lines = new LineCounter();
  const at = (offset: number | undefined, message: string): LessonProblem => {
    if (offset === undefined) return { file, line: undefined, column: undefined, message };
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), message };
  };

  const { doc, problems } = parseStrictly(text, lines, at);
  if (problems.length > 0) throw new LessonError(problems);
  const value: unknown = doc.toJS({ maxAliasCount: 0 }) ?? {};
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  // Misspelled fields first: a field that is missing is then often no second mistake.
  const issues = [...result.error.issues].sort(
    (a, b) => Number(b.code === 'unrecognized_keys') - Number(a.code === 'unrecognized_keys'),
  );
  throw new LessonError(
    issues.flatMap((issue) =>
      describeIssue(issue, schema, value).map(({ path, key, message }) => at(offsetOf(doc, path, key), message)),
    ),
  );
}

type At = (offset: number | undefined, message: string) => LessonProblem;

function parseStrictly(text: string, lines: LineCounter, at: At): { doc: Document; problems: LessonProblem[] } {
  let doc: Document;
  try {
    doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true, logLevel: 'silent' });
  } catch (cause) {
    // Not the author's ordinary mistake: the parser itself gave up, for instance on thousands of nested brackets.
    throw new LessonError([at(0, `this YAML can't be read: ${messageOf(cause)}`)], cause);
  }
  const problems = [...doc.errors, ...doc.warnings].map((error) => at(error.pos[0], `YAML: ${error.message}`));
  if (problems.length === 0) {
    visit(doc, (_key, node) => {
      if (isAlias(node)) problems.push(at(node.range?.[0], `YAML: *${node.source} is an alias; write the value out`));
    });
  }
  return { doc, problems };
}

/** Where in the text the value at `path` stands; with `key`, where that key of it stands; else the nearest parent. */
function offsetOf(doc: Document, path: readonly (string | number)[], key: string | undefined): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? doc.contents : doc.getIn(path.slice(0, length), true);
    if (!isNode(node)) continue;
    if (length === path.length && key !== undefined && isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isNode(item.key) && String(item.key) === key);
      if (pair !== undefined && isNode(pair.key)) return pair.key.range?.[0];
    }
    return node.range?.[0];
  }
  return undefined;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
