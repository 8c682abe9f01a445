import type { Nodes, Paragraph, Root, RootContent } from 'mdast';
import { visit } from 'unist-util-visit';

/**
 * A paragraph that holds nothing but elements, like <Check id="x" /> on a line of its own, is those elements as blocks:
 * Markdown alone would put them into a <p>, where no block may be. (@mdx-js/mdx does the same.)
 */
export function unravel(tree: Root): void {
  visit(tree, 'paragraph', (paragraph, index, parent) => {
    if (index === undefined || parent === undefined || !isOnlyElements(paragraph)) return undefined;
    const blocks = paragraph.children.flatMap((child): RootContent[] =>
      child.type === 'mdxJsxTextElement' ? [{ ...child, type: 'mdxJsxFlowElement' } as RootContent] : [],
    );
    parent.children.splice(index, 1, ...blocks);
    return index;
  });
}

function isOnlyElements({ children }: Paragraph): boolean {
  const isElement = (node: Nodes): boolean => node.type === 'mdxJsxTextElement' && /^[A-Z]/.test(node.name ?? '');
  const isBlank = (node: Nodes): boolean => node.type === 'text' && node.value.trim() === '';
  return children.some(isElement) && children.every((node) => isElement(node) || isBlank(node));
}
