import { expect, test } from './fixtures.ts';
import { machines, startsWithin } from './machines.ts';

test('a command of the text is typed at the machine that it is for, whichever is on the screen', async ({
  learner,
}) => {
  test.setTimeout(150_000);
  const { page } = learner;
  const { screen, button, show } = machines(learner);
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
});
