import type { Locator, Page } from '@playwright/test';
import { expect, type Learner } from './fixtures.ts';

/** Chooses `item` in the menu Rewind. Returns the window that opens. */
export async function rewind(page: Page, item: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Rewind' }).click();
  await page.getByRole('menuitem', { name: item }).click();
  return page.getByRole('dialog');
}

/** Waits for a machine in the place of the one that was there, until its terminal takes keys. */
export async function anotherMachine({ page, screen }: Learner): Promise<void> {
  await expect(page.getByText('Running', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect.poll(screen, { timeout: 30_000 }).toMatch(/^learner@slipway:~\$\s*$/);
  await page.locator('.xterm-helper-textarea').first().focus();
}
