import { expect, type Locator, type Page } from '@playwright/test';

/** One of several terminals on a page, by its name (`main`, `second` …). */
export interface TerminalOf {
  readonly pane: Locator;
  readonly tab: Locator;
  /** Its rows in view, as a screen reader gets them. */
  readonly screen: () => Promise<string>;
  /** Puts the focus there, types a command and presses Enter. */
  readonly type: (command: string) => Promise<void>;
}

export function terminalOf(page: Page, name: string): TerminalOf {
  const pane = page.locator(`#terminal-${name}`);
  const rows = pane.locator('.xterm-accessibility-tree > div');
  return {
    pane,
    tab: page.locator(`#tab-${name}`),
    screen: async () => (await rows.allInnerTexts()).join('\n').replaceAll('\u00a0', ' '),
    type: async (command) => {
      await pane.locator('.xterm-helper-textarea').focus();
      await page.keyboard.type(command);
      await page.keyboard.press('Enter');
    },
  };
}

/** Opens the menu of the terminal that has the focus, by the keyboard. */
export async function openMenu(page: Page): Promise<Locator> {
  await page.keyboard.press('Shift+F10');
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  return menu;
}

/** Columns and rows, as the shell has them. */
export async function sizeOf({ type, screen }: TerminalOf, mark: string): Promise<{ rows: number; cols: number }> {
  await type(`echo ${mark}=$(stty size | tr ' ' x)`);
  const pattern = new RegExp(`^${mark}=(\\d+)x(\\d+)`, 'm');
  await expect.poll(screen).toMatch(pattern);
  const [, rows, cols] = pattern.exec(await screen()) ?? [];
  return { rows: Number(rows), cols: Number(cols) };
}
