import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isForDocs } from './env.ts';
import { expect, helloWorld, pageWidth, test } from './fixtures.ts';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(checkout, 'test-results/screenshots');
/** Those that the documents show; renewed with UPDATE_SCREENSHOTS=1. */
const shown = new Set([
  ...[
    'home-new',
    'home',
    'course',
    'search',
    'print',
    'checks',
    'picture',
    'editor',
    'preview',
    'checkpoints',
    'play',
  ].map((name) => `${name}-1280-light`),
  ...['lesson', 'terminal', 'picture-list', 'files'].map((name) => `${name}-360-light`),
  ...['checks', 'stopped', 'editor'].map((name) => `${name}-1280-dark`),
  ...['checks', 'picture'].map((name) => `${name}-1920-dark`),
]);
const shownFolder = isForDocs ? join(checkout, 'docs/screenshots') : folder;
/** The ends of the range of sizes; those between are needed for the documents only. */
const ends = [
  { colorScheme: 'light', width: 360, height: 800 },
  { colorScheme: 'dark', width: 1920, height: 1080 },
] as const;
const between = [
  { colorScheme: 'light', width: 1280, height: 800 },
  { colorScheme: 'dark', width: 1280, height: 800 },
] as const;
const looks = isForDocs ? [...ends, ...between] : ends;

for (const { colorScheme, ...viewport } of looks) {
  test.describe(`${colorScheme} ${viewport.width}`, () => {
    test.use({ colorScheme, viewport, hasTouch: viewport.width < 500 });

    test('pictures of every page, for a person to look at', async ({ learner, expectedErrors }) => {
      // The preview is of another origin, and a frame that loads has no storage yet.
      expectedErrors.push('404', 'foreign request: http://80', "'localStorage' property");
      const { page } = learner;
      await mkdir(folder, { recursive: true });
      const picture = async (name: string): Promise<void> => {
        await page.waitForTimeout(400);
        const file = `${name}-${viewport.width}-${colorScheme}`;
        await page.screenshot({ path: join(shown.has(file) ? shownFolder : folder, `${file}.png`) });
        expect(await pageWidth(page), name).toBeLessThanOrEqual(viewport.width);
      };
      const isNarrow = viewport.width < 900;
      const show = async (tool: string): Promise<void> => {
        if (isNarrow)
          await page
            .getByRole('button', { name: new RegExp(`^${tool}`) })
            .first()
            .click();
        else await page.getByRole('tab', { name: new RegExp(`^${tool}`) }).click();
      };
      await learner.open('/');
      await picture('home-new');
      await learner.open('/learn/first-steps');
      await picture('course');
      await learner.open('/print/first-steps/hello-world');
      await picture('print');
      await learner.open('/search?q=exit+code');
      await picture('search');
      await learner.open('/no-such-page');
      await picture('not-found');
      await learner.open('/play');
      await picture('play');
      await learner.open(helloWorld);
      await picture('lesson');
      if (isNarrow) await show('Terminal');
      await picture('machine-off');
      await learner.startMachine();
      await learner.type('docker run hello-world');
      await expect.poll(learner.screen).toContain('docker ps');
      await picture('terminal');
      await page.getByTitle('Reset, jump, undo, checkpoints, export').click();
      await page.getByRole('menuitem', { name: 'Checkpoints…' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await picture('checkpoints');
      await page.keyboard.press('Escape');
      if (isNarrow) await page.getByRole('button', { name: /^Text/ }).click();
      await page.getByRole('button', { name: 'Next' }).click();
      await expect(learner.check('hello-ran')).toContainText('Done');
      await picture('step');
      await learner.check('hello-ran').scrollIntoViewIfNeeded();
      await picture('checks');
      if (isNarrow) await show('Terminal');
      await page.locator('.xterm-helper-textarea').first().focus();
      await learner.type(
        'clear; docker network create harbour; docker run -d --name web --network harbour -p 8080:80 -v pages:/www busybox httpd -f -h /www; docker run -d --name worker --network harbour busybox sleep 1000; echo "<h1>Hello from the harbour</h1>" > index.html; docker cp index.html web:/www/; printf "FROM debian\\nRUN apt-get update\\nCOPY . /app\\nCMD [\\"date\\"]\\n" > Dockerfile; echo is-$((40+2))',
      );
      await expect.poll(learner.screen).toContain('is-42');
      await show('Picture');
      await expect(page.getByText('worker').first()).toBeVisible();
      // Who uses a screen reader, as every learner of these tests, gets the list first.
      if (!isNarrow) await page.getByRole('button', { name: 'Picture', exact: true }).click();
      await picture(isNarrow ? 'picture-list' : 'picture');
      await show('Editor');
      await expect(page.getByRole('treeitem', { name: 'Dockerfile' })).toBeVisible();
      await picture('files');
      await page.getByRole('treeitem', { name: 'Dockerfile' }).click();
      await expect(page.locator('.monaco-editor .view-line').nth(2)).toBeVisible();
      await picture('editor');
      await show('Preview');
      await expect(page.frameLocator('iframe').getByText('Hello from the harbour')).toBeVisible();
      await picture('preview');
      await page.getByTitle('Stop this machine').click();
      await page.getByRole('button', { name: 'Save and stop' }).click();
      await page.getByRole('heading', { name: 'Your machine is stopped' }).waitFor();
      await picture('stopped');
      await learner.open('/');
      await picture('home');
    });
  });
}
