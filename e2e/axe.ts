import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const endTransitions = 'for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish()';

/**
 * Expects that axe finds nothing wrong in the page as it is now; `what` names it. Terminals are left out: xterm keeps a
 * tree of its own for screen readers.
 */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // A colour on its way to another one has the contrast of neither.
  await page.evaluate(endTransitions);
  const { violations } = await new AxeBuilder({ page }).withTags(rules).exclude('.xterm').analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`),
    what,
  ).toEqual([]);
}
