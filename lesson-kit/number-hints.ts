import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { ElementNode } from './lesson-rules.ts';

/** Gives every `<Hint>` of `tree` what its page needs besides the author's attributes: its `step`, `number` and `of` how many. */
export function numberHints(tree: Root): void {
  for (const step of tree.children) {
    if (step.type !== 'mdxJsxFlowElement' || step.name !== 'Step') continue;
    const hints: ElementNode[] = [];
    visit(step, 'mdxJsxFlowElement', (node) => {
      if (node.name === 'Hint') hints.push(node);
    });
    const id = step.attributes.find((a) => a.type === 'mdxJsxAttribute' && a.name === 'id')?.value;
    if (typeof id !== 'string') continue;
    for (const [index, hint] of hints.entries()) {
      const facts = { step: id, number: String(index + 1), of: String(hints.length) };
      for (const [name, value] of Object.entries(facts)) hint.attributes.push({ type: 'mdxJsxAttribute', name, value });
    }
  }
}
