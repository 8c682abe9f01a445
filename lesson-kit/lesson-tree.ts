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
const tooManyMarkers = /^(?:[ \t]*(?:[-+*>]|\d{1,9}[.)])(?=[ \t>])){6}/;
/** Deeper indentation nests lists that deep, also when each line opens only one. */
const maxIndent = 48;
const maxMarksPerBlock = 800;

/**
 * The syntax tree of a lesson's `body`, checked against lesson-rules.ts, comments removed. Nothing in it is code. Throws
 * LessonError with every problem found, at its line and column.
 */
export function lessonTree(body: string, file: string): Root {
  refuseCostlyText(body, file);
  const tree = parseMdx(body, file);
  refuseDeepTree(tree, file);
  unravel(tree);
  const problems = breaksOfRules(tree, file);
  if (problems.length > 0) throw new LessonError(problems);
  removeComments(tree);
  return tree;
}

/** Some Markdown costs the square of its length to parse; a page must not wait for minutes because a lesson holds it. */
function refuseCostlyText(body: string, file: string): void {
  let marks = 0;
  body.split('\n').forEach((line, i) => {
    const refuse = (message: string): never => {
      throw new LessonError([problem(file, i + 1, 1, message)]);
    };
    if (line.length > maxLineChars) refuse(`this line is longer than ${maxLineChars} characters; break it`);
    if (line.search(/[^ \t>]/) > maxIndent) refuse(`this line is indented by more than ${maxIndent}`);
    if (tooManyMarkers.test(line)) refuse('this line opens too many lists or quotes inside one another');
    marks = line.trim() === '' ? 0 : marks + (line.match(/[*_~`[\]!<>{}|&\\@]/g)?.length ?? 0);
    if (marks > maxMarksPerBlock)
      refuse(`more than ${maxMarksPerBlock} characters such as * _ [ ] and | without a blank line between; part it`);
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
