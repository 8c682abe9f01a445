import { siteUrl } from './env.ts';
import { expect, type Learner } from './fixtures.ts';

/** For machines that start cold, several at once. */
export const startsWithin = { timeout: 40_000 };

/** Several machines of one learner, as the page shows them: their buttons, terminals and screens, by number. */
export function machines({ page, type }: Learner) {
  const terminal = (node: number) => page.locator(`#terminal-${node === 1 ? '' : `node${node}-`}main`);
  const screen = async (node: number): Promise<string> =>
    (await terminal(node).locator('.xterm-accessibility-tree > div').allInnerTexts())
      .join('\n')
      .replaceAll('\u00a0', ' ');
  const button = (node: number) => page.getByRole('button', { name: new RegExp(`^node${node}\\b`) });
  const show = async (node: number): Promise<void> => {
    await button(node).click();
    await expect(button(node)).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(() => screen(node), startsWithin).toContain(`learner@node${node}:~$`);
    await terminal(node).locator('.xterm-helper-textarea').focus();
  };
  return {
    screen,
    button,
    show,
    on: async (node: number, command: string): Promise<void> => {
      await show(node);
      await type(command);
    },
    start: async (count: number): Promise<void> => {
      await page.goto('/play');
      await page.getByRole('radio', { name: String(count) }).check();
      await page.getByRole('button', { name: count === 1 ? 'Start my machine' : 'Start my machines' }).click();
      await expect(page.getByText('Running', { exact: true })).toBeVisible(startsWithin);
    },
    /** The lease of the page, as its API has it. */
    lease: async (): Promise<string> => {
      const answer = await page.request.post('/api/play/lease', { headers: { origin: siteUrl() }, data: { nodes: 1 } });
      return ((await answer.json()) as { id: string }).id;
    },
  };
}
