import { expect, helloWorld, test } from './fixtures.ts';

test('docker run hello-world: real pull, a tick without a click, and all of it there after a reload', async ({
  learner,
}) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await expect(page.getByRole('heading', { level: 1, name: 'Your first container' })).toBeVisible();
  await learner.startMachine();

  await learner.type('docker run hello-world');
  await expect.poll(learner.screen).toContain("Unable to find image 'hello-world:latest' locally");
  await expect.poll(learner.screen).toContain('latest: Pulling from library/hello-world');
  await expect.poll(learner.screen).toContain('Status: Downloaded newer image for hello-world:latest');
  await expect.poll(learner.screen).toContain('Hello from Docker!');

  await page.getByRole('button', { name: 'Next' }).click();
  for (const id of ['hello-pulled', 'hello-ran']) await expect(learner.check(id)).toContainText('Done');
  await expect(page.getByRole('status').filter({ hasText: 'Done: ' })).toHaveCount(1);

  // Output that goes far beyond the screen, so that there is a scrollback.
  await page.getByRole('region', { name: 'Lesson' }).focus();
  await page.keyboard.press('F6');
  await learner.type('seq 1 300; echo last-$((6*7))');
  await expect.poll(learner.screen).toContain('last-42');

  await page.reload();
  await expect(learner.check('hello-ran')).toContainText('Done');
  await expect.poll(learner.screen).toContain('last-42');
  await page.locator('.xterm-helper-textarea').first().focus();
  for (let i = 0; i < 15; i += 1) await page.keyboard.press('Shift+PageUp');
  await expect.poll(learner.screen).toContain('docker run hello-world');
  // What the shell was asked is not asked again: the line under the cursor is an empty prompt.
  for (let i = 0; i < 15; i += 1) await page.keyboard.press('Shift+PageDown');
  await learner.type('echo still-$((1+1))');
  await expect.poll(learner.screen).toMatch(/\$ echo still-\$\(\(1\+1\)\)\s+still-2/);
});

test('a command of the text runs in the terminal, and the home page leads back to the step', async ({ learner }) => {
  const { page } = learner;
  await learner.open('/');
  await page.getByRole('link', { name: 'Begin' }).click();
  await learner.startMachine();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).first().click();
  await expect.poll(learner.screen).toContain('Hello from Docker!');
  await expect(learner.check('hello-ran')).toContainText('Done');

  await learner.open('/');
  await expect(page.getByText('Where you were')).toBeVisible();
  await expect(page.getByText(/step 2 of/)).toBeVisible();
  await expect(page.getByText('2 of 4 done')).toBeVisible();
  await page.getByRole('link', { name: 'Continue' }).click();
  await expect(page.getByText('Step 2 of')).toBeVisible();
});
