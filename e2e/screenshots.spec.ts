import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, helloWorld, pageWidth, test } from './fixtures.ts';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(checkout, 'test-results/screenshots');
/** Those that the documents show; renewed with UPDATE_SCREENSHOTS=1. */
const shown = new Set([
  'checks-1280-light',
  'checks-1280-dark',
  'home-1280-light',
  'terminal-360-light',
  'stopped-1280-dark',
]);
const shownFolder = process.env['UPDATE_SCREENSHOTS'] === '1' ? join(checkout, 'docs/screenshots') : folder;
const sizes = [
  { width: 360, height: 800 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of sizes) {
    test.describe(`${colorScheme} ${viewport.width}`, () => {
      test.use({ colorScheme, viewport, hasTouch: viewport.width < 500 });

      test('pictures of every page, for a person to look at', async ({ learner, expectedErrors }) => {
        expectedErrors.push('404');
        const { page } = learner;
        await mkdir(folder, { recursive: true });
        const picture = async (name: string): Promise<void> => {
          await page.waitForTimeout(400);
          const file = `${name}-${viewport.width}-${colorScheme}`;
          await page.screenshot({ path: join(shown.has(file) ? shownFolder : folder, `${file}.png`) });
          expect(await pageWidth(page), name).toBeLessThanOrEqual(viewport.width);
        };
        const isNarrow = viewport.width < 900;
        const showTerminal = async (): Promise<void> => {
          if (isNarrow)
            await page
              .getByRole('button', { name: /^Terminal/ })
              .first()
              .click();
        };
        await learner.open('/');
        await picture('home-new');
        await learner.open('/learn/first-steps');
        await picture('course');
        await learner.open('/no-such-page');
        await picture('not-found');
        await learner.open(helloWorld);
        await picture('lesson');
        await showTerminal();
        await picture('machine-off');
        await learner.startMachine();
        await learner.type('docker run hello-world');
        await expect.poll(learner.screen).toContain('docker ps');
        await picture('terminal');
        await page.getByTitle('Start afresh with a new machine').click();
        await picture('question');
        await page.keyboard.press('Escape');
        if (isNarrow) await page.getByRole('button', { name: /^Text/ }).click();
        await page.getByRole('button', { name: 'Next' }).click();
        await expect(learner.check('hello-ran')).toContainText('Done');
        await picture('step');
        await learner.check('hello-pulled').scrollIntoViewIfNeeded();
        await learner.check('hello-ran').scrollIntoViewIfNeeded();
        await picture('checks');
        await showTerminal();
        await page.getByTitle('Stop this machine').click();
        await page.getByRole('button', { name: 'Save and stop' }).click();
        await page.getByRole('heading', { name: 'Your machine is stopped' }).waitFor();
        await picture('stopped');
        await learner.open('/');
        await picture('home');
      });
    });
  }
}
