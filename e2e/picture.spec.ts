import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, pageWidth, test, type Learner } from './fixtures.ts';

const lesson = '/learn/first-steps/interactive';
const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'test-results/screenshots');

const thing = (page: Page, kind: string, text: string | RegExp): Locator =>
  page.locator(`[data-thing^="${kind}:"]`).filter({ hasText: text });

/** The machine with its picture below the terminal, which has the focus. */
async function withPicture(learner: Learner): Promise<void> {
  const { page } = learner;
  await learner.open(lesson);
  await learner.startMachine();
  await page.getByRole('tab', { name: 'Picture' }).click();
  // Who uses a screen reader, as every learner of these tests, gets the list first.
  await page.getByRole('group', { name: 'Show as' }).getByRole('button', { name: 'Picture' }).click();
  await page.getByRole('button', { name: 'Show Picture below the terminal' }).click();
  await expect(thing(page, 'network', 'bridge')).toBeVisible();
  await page.locator('.xterm-helper-textarea').first().focus();
}

test('what a command does is seen without a click: run, publish, network, volume, rm', async ({ learner }) => {
  const { page } = learner;
  await withPicture(learner);
  const web = thing(page, 'container', 'web');
  await learner.type('docker run -d --name web -p 8080:80 -v data:/data busybox sleep 1000');
  await expect(web).toContainText('running');
  await expect(web).toHaveAttribute('data-fresh', /came|changed/);
  await expect(thing(page, 'port', '8080')).toBeVisible();
  await expect(thing(page, 'volume', 'data')).toContainText('at /data');
  await expect(page.getByRole('status').filter({ hasText: 'Container web is' })).toBeVisible();

  await learner.type('docker network create skynet && docker network connect skynet web');
  await expect(thing(page, 'network', 'skynet')).toBeVisible();
  await expect(page.locator('.react-flow__edge.network')).toHaveCount(1);
  await expect(page.locator('.react-flow__edge.port')).toHaveCount(1);

  await learner.type('docker kill web');
  await expect(web).toContainText('exited (137)');
  await expect(thing(page, 'port', '8080')).toHaveCount(0);
  await learner.type('docker rm web');
  await expect(web).toHaveAttribute('data-fresh', 'went');
  await expect(web).toHaveCount(0);
  await expect(thing(page, 'volume', 'data')).toContainText('not used');
});

test('keys lead to a thing, its facts open, and its command is typed into the terminal', async ({ learner }) => {
  const { page } = learner;
  await withPicture(learner);
  await learner.type('docker run -d --name web busybox sleep 1000');
  await expect(thing(page, 'container', 'web')).toContainText('running');
  const focused = page.locator('[data-thing]:focus');
  await thing(page, 'network', 'bridge').focus();
  await page.keyboard.press('ArrowDown');
  await expect(focused).toContainText('web');
  await page.keyboard.press('PageDown');
  await expect(focused).not.toContainText('web');
  await page.keyboard.press('PageUp');
  await expect(focused).toContainText('web');
  await page.keyboard.press('Enter');
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details.getByRole('heading', { name: 'web' })).toBeFocused();
  await expect(details).toContainText('sleep 1000');
  await expectAccessible(page, 'picture with details');
  await details.getByRole('button', { name: 'Run: docker inspect web' }).click();
  await expect.poll(learner.screen).toMatch(/"Name"|docker inspect web/);
  await details.getByRole('button', { name: 'Close details' }).click();
  await expect(details).toHaveCount(0);
  await expect(focused).toContainText('web');
});

test('no containers yet: the picture says what would be there, and how', async ({ learner }) => {
  const { page } = learner;
  await withPicture(learner);
  await expect(page.getByText('No containers yet. Each one will appear here')).toBeVisible();
  await page.getByRole('button', { name: /^Run: docker run/ }).click();
  await expect(page.locator('[data-thing^="container:"]')).toHaveCount(1);
  await expect(page.getByText('No containers yet. Each one')).toHaveCount(0);
});

test('300 containers: piles with their number, and the page goes on', async ({ learner }) => {
  test.setTimeout(300_000);
  const { page } = learner;
  await withPicture(learner);
  await learner.type(
    `seq 300 | xargs -P 4 -I{} curl -sS -o /dev/null --unix-socket /var/run/docker.sock -H 'Content-Type: application/json' -d '{"Image":"busybox","Cmd":["true"]}' 'http://d/containers/create?name=c{}'; echo made-$((6*7))`,
  );
  await expect.poll(learner.screen, { timeout: 200_000 }).toContain('made-42');
  const piles = page.locator('[data-thing^="pile:"]');
  await expect
    .poll(async () => (await piles.allTextContents()).reduce((sum, text) => sum + Number.parseInt(text, 10), 0), {
      timeout: 30_000,
    })
    .toBe(300);
  expect(await page.locator('.react-flow__node').count()).toBeLessThan(40);
  await page.getByRole('button', { name: 'List', exact: true }).click();
  await expect(page.getByText(/and 100 more of busybox, created/)).toBeVisible();
  await expectAccessible(page, 'list of 300');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('on a projector: everything at a glance, no violations', async ({ learner }) => {
      const { page } = learner;
      await page.setViewportSize({ width: 1920, height: 1080 });
      await withPicture(learner);
      await learner.type(
        'docker network create skynet; docker run -d --name web -p 8080:80 -v data:/data busybox sleep 1000; docker network connect skynet web; docker run -d --name db --network skynet busybox sleep 1000',
      );
      await expect(thing(page, 'container', 'db')).toContainText('running');
      await page.getByRole('tab', { name: 'Picture' }).click();
      await expectAccessible(page, 'picture');
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `picture-1920-${colorScheme}.png`) });
    });

    test('on a phone: a list, complete and operable', async ({ learner }) => {
      const { page } = learner;
      await page.setViewportSize({ width: 360, height: 800 });
      await learner.open(lesson);
      await page.getByRole('button', { name: 'Terminal', exact: true }).click();
      await learner.startMachine();
      await learner.type('docker run -d --name web -p 8080:80 busybox sleep 1000');
      await page.getByRole('button', { name: 'Picture', exact: true }).click();
      const containers = page.getByRole('region', { name: 'Containers' });
      await expect(containers.getByRole('button', { name: /web\s*running/ })).toBeVisible();
      await expect(page.getByRole('region', { name: 'Published ports' })).toContainText('8080');
      await containers.getByRole('button', { name: /web/ }).click();
      await expect(containers.getByRole('button', { name: 'Run: docker inspect web' })).toBeVisible();
      await expectAccessible(page, 'list');
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `picture-360-${colorScheme}.png`) });
      expect(await pageWidth(page)).toBeLessThanOrEqual(360);
    });
  });
}
