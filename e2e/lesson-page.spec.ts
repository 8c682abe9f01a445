import { expect, helloWorld, pageWidth, keysWork, test } from './fixtures.ts';

test('steps: one at a time, by buttons, address and keys; the whole text is in the page', async ({ learner }) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await expect(page.getByText('Step 1 of')).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Run it', exact: true })).toBeFocused();
  await page.keyboard.press('Alt+PageDown');
  await expect(page.getByText('Step 3 of')).toBeVisible();
  await page.keyboard.press('Alt+PageUp');
  await expect(page).toHaveURL(/#run$/);
  await page.reload();
  await expect(page.getByText('Step 2 of')).toBeVisible();
  await page.getByRole('link', { name: /^Step 4/ }).click();
  await expect(page.getByText('Step 4 of')).toBeVisible();

  const html = await (await page.request.get(helloWorld)).text();
  for (const title of ['Ask Docker who is there', 'Run it again']) expect(html).toContain(title);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('Step 1 of')).toBeVisible();
  await expect(page.getByText('Step 4 of')).toBeVisible();
});

test('the keyboard reaches everything: F6 between text and terminal, ? lists the keys', async ({ learner }) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await keysWork(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys and help' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await learner.startMachine();
  await page.keyboard.press('F6');
  await expect(page.getByRole('region', { name: 'Lesson' })).toBeFocused();
  await page.keyboard.press('F6');
  await expect(page.locator('.xterm-helper-textarea').first()).toBeFocused();
});

test('the split moves by keyboard, also when the page was narrow at first, and is there again on the next page', async ({
  learner,
}) => {
  const { page } = learner;
  const wide = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.setViewportSize({ width: 360, height: 800 });
  await learner.open(helloWorld);
  await expect(page.getByRole('separator')).toHaveCount(0);
  // The page lives: what it was made with is remembered by its parts.
  await page.getByRole('button', { name: 'Terminal', exact: true }).click();
  await page.setViewportSize(wide);
  const text = page.locator('#text');
  const before = (await text.boundingBox())?.width ?? 0;
  await page.getByRole('separator').focus();
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await text.boundingBox())?.width ?? 0).toBeGreaterThan(before + 50);
  const moved = (await text.boundingBox())?.width ?? 0;
  await page.reload();
  await expect.poll(async () => Math.abs(((await text.boundingBox())?.width ?? 0) - moved)).toBeLessThan(3);
});

test('colours: as the system has it, or as chosen, also on the next page', async ({ learner }) => {
  const { page } = learner;
  await page.emulateMedia({ colorScheme: 'light' });
  await learner.open('/');
  const ground = (): Promise<string> => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  const light = await ground();
  await page.getByRole('button', { name: /^Colours: as your system/ }).click();
  await page.getByRole('button', { name: /^Colours: light/ }).click();
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.reload();
  expect(await ground()).toBe(dark);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 800 }, hasTouch: true });

  test('panes are tabs, the missing keys are there, and a tick shows on the tab', async ({ learner }) => {
    const { page } = learner;
    await learner.open(helloWorld);
    await page.getByRole('button', { name: 'Terminal', exact: true }).click();
    await learner.startMachine();
    await page.keyboard.type('docker run hello-worl');
    await page.getByRole('button', { name: 'Left' }).click();
    await page.getByRole('button', { name: 'Right' }).click();
    await page.keyboard.type('d');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: /^Text ✓ 2/ })).toBeVisible();
    await page.keyboard.type('sleep 1000');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Ctrl' }).click();
    await page.getByRole('button', { name: 'Control C' }).click();
    await expect.poll(learner.screen).toMatch(/\^C\s+learner@slipway/);
    expect(await pageWidth(page)).toBeLessThanOrEqual(360);
  });
});
