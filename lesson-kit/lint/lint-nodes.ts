import { join } from 'node:path';
import type { Root } from 'mdast';
import { nodeHostname, nodeNames, type NodeName } from '../../protocol/node.ts';
import type { TypedAction } from '../../protocol/typing.ts';
import type { Lesson, LessonProblem } from '../course.ts';
import { codeBlocks } from './code-blocks.ts';

/** Do the run blocks and the solution type only at machines that the lesson has? */
export function lintNodes(lesson: Lesson, tree: Root): LessonProblem[] {
  const problems: LessonProblem[] = [];
  for (const { fence, line } of codeBlocks(tree)) {
    if (fence.node === undefined || hasNode(lesson, fence.node)) continue;
    const name = nodeHostname(fence.node);
    const message = `this run block is for ${name}; ${remedy(lesson, fence.node)}`;
    // The fence stands above its first line.
    problems.push({ file: lesson.file, line: line - 1, column: undefined, message });
  }
  const typed = lesson.solution.parts.flatMap((part) => part.typed);
  return [...problems, ...lintTypedNodes(lesson, typed, join(lesson.dir, 'solution.sh'))];
}

/** The same for what a script types. */
export function lintTypedNodes(lesson: Lesson, typed: readonly TypedAction[], file: string): LessonProblem[] {
  return typed.flatMap((action) =>
    action.kind !== 'node' || hasNode(lesson, action.node)
      ? []
      : [
          {
            ...{ file, line: action.line, column: undefined },
            message: `"#: node ${nodeHostname(action.node)}": ${remedy(lesson, action.node)}`,
          },
        ],
  );
}

function hasNode({ nodes = 1 }: Lesson, node: NodeName): boolean {
  return nodeNames.indexOf(node) < nodes;
}

function remedy({ nodes }: Lesson, node: NodeName): string {
  const needed = nodeNames.indexOf(node) + 1;
  const has =
    nodes === undefined
      ? 'the lesson has a single machine without a number'
      : nodes === 1
        ? 'the lesson has one machine, node1'
        : `the lesson has ${nodes} machines, node1 to node${nodes}`;
  return `${has}. Write "nodes: ${needed}" among its fields, or name a machine that it has`;
}
