import { expectAccessible } from './axe.ts';
import { expect, helloWorld, pageWidth, test } from './fixtures.ts';

const lesson = '/learn/first-steps/list-inspect-remove';

test('before the end there is a warning in every pane, and a button against it', async ({ learner }) => {
  const { page } = learner;
  await page.clock.install();
  await learner.open(helloWorld);
  await learner.startMachine();
  await expect(page.getByText('Your machine reaches the end of its time in')).toBeHidden();
  const extended = page.waitForResponse((response) => response.url().endsWith('/extend'));
  // Nobody types for 18 minutes and a half: only the browser's clock says so.
  await page.clock.fastForward('18:30');
  await expect(page.getByRole('alert').filter({ hasText: 'Your machine goes to sleep in less than two' })).toHaveCount(
    1,
  );
  await expect(page.getByText(/goes to sleep in 1:[0-3]\d\. It is saved then/)).toBeVisible();
  await page.getByRole('button', { name: 'I am still here' }).click();
  expect((await extended).status()).toBe(200);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`by keyboard at 360 px, ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 800 } });

    test('the menu and its windows work, fit and have no violations', async ({ learner }) => {
      const { page } = learner;
      await learner.open(`${lesson}#logs`);
      await page.getByRole('button', { name: 'Terminal', exact: true }).click();
      await learner.startMachine();
      const scan = async (what: string): Promise<void> => {
        await expectAccessible(page, what);
        expect(await pageWidth(page), what).toBeLessThanOrEqual(360);
      };
      const opener = page.getByRole('button', { name: 'Rewind' });
      await opener.focus();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('menuitem', { name: 'Reset this step' })).toBeFocused();
      await scan('the menu');
      await page.keyboard.press('Escape');
      await expect(opener).toBeFocused();
      const items = ['Reset this step', 'Jump to a step', 'Undo', 'Checkpoints', 'Start afresh', 'Export my work'];
      for (const [index, item] of items.entries()) {
        await opener.focus();
        await page.keyboard.press('Enter');
        for (let step = 0; step < index; step++) await page.keyboard.press('ArrowDown');
        await expect(page.getByRole('menuitem', { name: item })).toBeFocused();
        await page.keyboard.press('Enter');
        await expect(page.getByRole('dialog')).toBeVisible();
        await expect(page.getByText(/^(Loading|Looking for)/)).toHaveCount(0);
        await scan(item);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toBeHidden();
      }
    });
  });
}
