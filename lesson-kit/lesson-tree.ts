import type { Nodes, Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { LessonProblem } from './course.ts';
import { LessonError } from './lesson-error.ts';
import { breaksOfRules, isComment } from './lesson-rules.ts';
import { unravel } from './unravel.ts';

/** Deeper than any lesson; rendering walks the tree recursively. */
const maxDepth = 60;
/** Longer than any line of a lesson; some Markdown constructs cost the square of a line's length. */
const maxLineChars = 2000;
/** A line that opens more lists and quotes inside one another than this costs seconds to parse. */
const tooManyMarkers = /^(?:[ \t]*(?:[-+*>]|\d{1,9}[.)])){25}/;

/**
 * The syntax tree of a lesson's `body`, checked against lesson-rules.ts, comments removed. Nothing in it is code. Throws
 * LessonError with every problem found, at its line and column.
 */
export function lessonTree(body: string, file: string): Root {
  refuseCostlyLines(body, file);
  const tree = parseMdx(body, file);
  refuseDeepTree(tree, file);
  unravel(tree);
  const problems = breaksOfRules(tree, file);
  if (problems.length > 0) throw new LessonError(problems);
  removeComments(tree);
  return tree;
}

function refuseCostlyLines(body: string, file: string): void {
  body.split('\n').forEach((line, i) => {
    if (line.length > maxLineChars)
      throw new LessonError([problem(file, i + 1, 1, `this line is longer than ${maxLineChars} characters; break it`)]);
    if (tooManyMarkers.test(line) && !/^[ \t]*(?:-+|\*+)[ \t]*$/.test(line))
      throw new LessonError([problem(file, i + 1, 1, 'this line opens too many lists or quotes inside one another')]);
  });
}

function parseMdx(body: string, file: string): Root {
  try {
    return unified().use(remarkParse).use(remarkMdx).use(remarkGfm).parse(body);
  } catch (cause) {
    if (!isSyntaxMessage(cause)) {
      throw new LessonError(
        [
          problem(
            file,
            undefined,
            undefined,
            `this text can't be read as Markdown; is something in it nested very deeply?`,
          ),
        ],
        cause,
      );
    }
    const [line, column] = placeOf(cause);
    throw new LessonError([problem(file, line, column, `${cause.reason}. ${remedy(cause.ruleId)}`)], cause);
  }
}

/** The parsers throw VFileMessage for what an author wrote, anything else only when they give up. */
function isSyntaxMessage(
  cause: unknown,
): cause is { line: number | undefined; column: number | undefined; reason: string; ruleId: string | undefined } {
  return cause instanceof Error && 'reason' in cause && typeof cause.reason === 'string' && 'ruleId' in cause;
}

/** A tag that is never closed is found at the end of the text; the message then names the tag's own place. */
function placeOf(cause: {
  line: number | undefined;
  column: number | undefined;
  reason: string;
}): [number | undefined, number | undefined] {
  const [, line, column] = /\((\d+):(\d+)(?:-|\))/.exec(cause.reason) ?? [];
  return line === undefined ? [cause.line, cause.column] : [Number(line), Number(column)];
}

/** Authors meet MDX's own messages when a brace or an angle bracket in their prose was taken for JSX. */
function remedy(ruleId: string | undefined): string {
  if (ruleId === 'acorn' || ruleId === 'unexpected-eof')
    return 'A { in text is written \\{ or stands in `backticks`; a < is written \\<.';
  return 'A < in text is written \\< or stands in `backticks`; every <Tag> is closed by </Tag>, or written <Tag />.';
}

function refuseDeepTree(tree: Root, file: string): void {
  let level: Nodes[] = [tree];
  for (let depth = 0; level.length > 0; depth++) {
    const first = level[0];
    if (depth > maxDepth)
      throw new LessonError([
        problem(file, first?.position?.start.line, first?.position?.start.column, `nested more than ${maxDepth} deep`),
      ]);
    level = level.flatMap((node) => ('children' in node ? (node.children as Nodes[]) : []));
  }
}

function removeComments(node: Nodes): void {
  if (!('children' in node)) return;
  const children = node.children as Nodes[];
  (node as { children: Nodes[] }).children = children.filter((child) => !isComment(child));
  node.children.forEach((child) => removeComments(child));
}

function problem(file: string, line: number | undefined, column: number | undefined, message: string): LessonProblem {
  return { file, line, column, message };
}
