import { expectAccessible } from './axe.ts';
import { expect, helloWorld, keysWork, test } from './fixtures.ts';

const noSuchPage = '/no-such-page';
const pages = [
  '/',
  '/learn/first-steps',
  '/search',
  '/search?q=docker',
  '/print/first-steps',
  '/print/first-steps/hello-world',
  noSuchPage,
  helloWorld,
];
const phone = { width: 360, height: 800 };
const laptop = { width: 1280, height: 800 };
const projector = { width: 1920, height: 1080 };

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`axe finds nothing: ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: laptop });

    for (const path of pages)
      test(`on ${path}, on a phone, a laptop and a projector`, async ({ learner, expectedErrors }) => {
        if (path === noSuchPage) expectedErrors.push('404');
        const { page } = learner;
        await learner.open(path);
        for (const size of [phone, laptop, projector]) {
          await page.setViewportSize(size);
          await expectAccessible(page, `${path} at ${size.width} px`);
        }
      });

    test('in a lesson, before and with a machine, and over it', async ({ learner }) => {
      const { page } = learner;
      const scan = async (what: string): Promise<void> => {
        for (const size of [phone, projector, laptop]) {
          await page.setViewportSize(size);
          await expectAccessible(page, `${what} at ${size.width} px`);
        }
      };
      await learner.open(helloWorld);
      await keysWork(page);
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
      await scan('the keys');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await page.keyboard.press('/');
      await page.getByRole('searchbox').fill('docker');
      await expect(page.getByRole('dialog').locator('mark').first()).toBeVisible();
      await scan('the search over a lesson');
      await page.keyboard.press('Escape');
      await page.setViewportSize(phone);
      await page.getByRole('button', { name: 'Terminal', exact: true }).click();
      await expectAccessible(page, 'before a machine, on a phone');
      await page.setViewportSize(laptop);
      await learner.startMachine();
      await scan('with a machine');
      await page.setViewportSize(projector);
      await page.getByRole('button', { name: /^Projector/ }).click();
      await expectAccessible(page, 'for a projector');
      await page.getByRole('button', { name: /^Projector/ }).click();
      await page.setViewportSize(laptop);
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await scan('a question');
    });
  });
}
