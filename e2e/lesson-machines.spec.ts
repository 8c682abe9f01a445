import { expect, test } from './fixtures.ts';
import { machines, startsWithin } from './machines.ts';

test('a command of the text is typed at the machine that it is for, whichever is on the screen', async ({
  learner,
}) => {
  test.setTimeout(150_000);
  const { page } = learner;
  const { screen, button, show, on } = machines(learner);
  const run = (text: string) =>
    page.locator('div[data-kind]').filter({ hasText: text }).getByRole('button', { name: 'Run' }).click();
  await learner.open('/learn/acting-text/machines');
  await expect(page.getByText('On node2', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Start my machine' }).click();
  await expect(page.getByText('Running', { exact: true })).toBeVisible(startsWithin);
  await show(2);
  await show(1);

  await run('two-');
  await expect(button(2)).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => screen(2)).toContain('two-42 at node2');
  await run('one-');
  await expect(button(1)).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => screen(1)).toContain('one-41 at node1');
  expect(await screen(2)).not.toContain('one-41');

  // What is in the editor only is still there after a look at the other machine.
  await page.getByRole('tab', { name: 'Editor' }).click();
  await page.getByRole('button', { name: 'Show Editor below the terminal' }).click();
  await page.getByRole('button', { name: /^New file in/ }).click();
  await page.getByRole('textbox', { name: 'Path in your home folder' }).fill('note');
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByTestId('save-state')).toHaveText('Saved');
  await on(1, 'rm note');
  await expect(page.getByTestId('save-state')).toHaveText('Not saved: the file is gone');
  await page.locator('.monaco-editor').first().click();
  await page.keyboard.insertText('nowhere-else');
  await show(2);
  await expect(page.getByText('Open a file on the left')).toBeVisible();
  await show(1);
  await expect(page.locator('.monaco-editor .view-lines').first()).toContainText('nowhere-else');
});
