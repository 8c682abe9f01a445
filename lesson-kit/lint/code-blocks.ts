import type { Code, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { parseFenceMeta, type FenceMeta } from '../fence-meta.ts';

export interface CodeBlock {
  readonly text: string;
  readonly language: string;
  readonly fence: FenceMeta;
  /** Of the file: its first line of code. */
  readonly line: number;
}

/** The code blocks of a lesson's `tree` that are for something, in the order of the text. */
export function codeBlocks(tree: Root): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  visit(tree, 'code', (node: Code) => {
    const { fence } = parseFenceMeta(node.meta ?? '');
    blocks.push({
      text: node.value,
      language: node.lang ?? 'text',
      fence,
      line: (node.position?.start.line ?? 0) + 1,
    });
  });
  return blocks;
}
