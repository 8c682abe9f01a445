import type { Page } from '@playwright/test';
import { expect, helloWorld, keysWork, test } from './fixtures.ts';
import { rewind } from './rewind.ts';

/** Tab until `name` has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate<string>(
      "document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''",
    );
    if (name.test(label.trim())) return;
  }
  throw new Error(`Tab does not come to ${String(name)}`);
}

test('the keyboard alone goes through a lesson, and every tick is heard', async ({ learner }) => {
  const { page } = learner;
  const heard = page.getByRole('status').filter({ hasText: 'Done: ' });
  await learner.open('/');
  await tabTo(page, /^Begin$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${helloWorld}`);
  await expect(page.getByText('Step 1 of')).toBeVisible();
  await page.keyboard.press('F6');
  await expect(page.getByRole('button', { name: 'Start my machine' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.xterm-helper-textarea').first()).toBeFocused();
  await expect.poll(learner.screen).toContain('learner@slipway');

  await learner.type('docker run hello-world');
  await expect(heard).toContainText('A container from hello-world has run');
  await page.keyboard.press('Alt+PageDown');
  await expect(page.getByRole('heading', { level: 2, name: 'Run it', exact: true })).toBeFocused();
  // A button of the text does the same as typing.
  await tabTo(page, /^Run$/);
  await page.keyboard.press('Enter');
  await expect(heard).toContainText('A second container');
  await page.keyboard.press('F6');
  await expect(page.locator('#lesson-text')).toBeFocused();
  await page.keyboard.press('F6');
  await expect(page.locator('.xterm-helper-textarea').first()).toBeFocused();
  await learner.type('docker run --name postcard hello-world');
  await expect(heard).toContainText('postcard');

  for (let i = 0; i < 4; i += 1) await page.keyboard.press('Alt+PageDown');
  await expect(page.getByText('everything in it is done')).toBeVisible();
  await tabTo(page, /^Next lesson: /);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/list-inspect-remove');
});

test('no tool traps the focus: F6 goes from text to tool to the tool below and back', async ({ learner }) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  await page.getByRole('tab', { name: 'Preview', exact: true }).click();
  await page.getByRole('button', { name: 'Show Preview below the terminal' }).click();
  const place = (): Promise<string> =>
    page.evaluate<string>(
      "document.activeElement?.closest('[data-page-place]')?.dataset.pagePlace ?? document.activeElement?.id ?? ''",
    );
  await page.getByRole('region', { name: 'Lesson' }).focus();
  for (const expected of ['front', 'beside', 'lesson-text', 'front']) {
    await page.keyboard.press('F6');
    await expect.poll(place).toBe(expected);
  }
});

test('? lists the keys on every page, and a dialog gives the focus back', async ({ learner, expectedErrors }) => {
  expectedErrors.push('404');
  const { page } = learner;
  for (const path of ['/', '/learn/first-steps', '/print/first-steps/hello-world', '/no-such-page', helloWorld]) {
    await learner.open(path);
    const button = page.getByRole('button', { name: 'Keys and help' });
    await keysWork(page);
    await button.focus();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys and help' }), path).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(button).toBeFocused();
  }
});

test('the buttons of a dialog, which close it, give the focus back as well', async ({ learner }) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  const stop = page.getByRole('button', { name: 'Stop', exact: true });
  await stop.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Leave it as it is' }).press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(stop).toBeFocused();
  const dialog = await rewind(page, 'Export my work');
  await dialog.getByRole('button', { name: 'Not now' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Rewind' })).toBeFocused();
  await page.getByRole('tab', { name: 'Editor' }).click();
  const newFile = page.getByRole('button', { name: /^New file in/ });
  await newFile.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Path in your home folder' })).toBeFocused();
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(newFile).toBeFocused();
});

test('for a projector everything is half as large again, also on the next page and in the terminal', async ({
  learner,
}) => {
  const { page } = learner;
  const size = (selector: string): Promise<number> =>
    page.evaluate<number>(`parseFloat(getComputedStyle(document.querySelector('${selector}')).fontSize)`);
  const rowHeight = async (): Promise<number> =>
    (await page.locator('.xterm-accessibility-tree > div').first().boundingBox())?.height ?? 0;
  await page.setViewportSize({ width: 1920, height: 1080 });
  await learner.open(helloWorld);
  await learner.startMachine();
  const before = { text: await size('#lesson-text p'), row: await rowHeight() };
  await page.getByRole('button', { name: /^Projector/ }).click();
  await expect.poll(() => size('#lesson-text p')).toBeCloseTo(before.text * 1.5, 0);
  await expect.poll(rowHeight).toBeGreaterThan(before.row * 1.35);
  await expect(page.getByRole('link', { name: 'Search the lessons' })).toBeHidden();
  await learner.open('/');
  await expect(page.locator('html')).toHaveAttribute('data-projector', '');
  await page.getByRole('button', { name: /^Projector/ }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-projector', '');
  await page.reload();
  await expect(page.locator('html')).not.toHaveAttribute('data-projector', '');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 800 }, hasTouch: true });

  test('one tool at a time, whatever asks for it', async ({ learner }) => {
    const { page } = learner;
    await learner.open(helloWorld);
    for (const name of ['Terminal', 'Editor', 'Preview', 'Picture', 'Text']) {
      await page
        .getByRole('group', { name: 'Panes' })
        .getByRole('button', { name: new RegExp(`^${name}`) })
        .click();
      await expect(page.getByRole('region', { name: 'Lesson' })).toBeVisible({ visible: name === 'Text' });
      await expect(page.getByRole('separator', { name: 'Height of the tool below' })).toHaveCount(0);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    }
  });
});
