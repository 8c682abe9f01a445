import { expect, helloWorld, startByApi, test } from './fixtures.ts';

test('stop saves the machine; going on brings back its containers and files', async ({ learner }) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  await learner.type('docker run --name kept hello-world; echo remember > note.txt; echo done-$((40+2))');
  await expect.poll(learner.screen).toContain('done-42');

  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Save and stop' }).click();
  await expect(page.getByRole('heading', { name: 'Your machine is stopped' })).toBeVisible();

  await page.reload();
  await page.getByRole('button', { name: 'Go on where I was' }).click();
  await expect.poll(learner.screen, { timeout: 30_000 }).toContain('learner@slipway');
  await learner.type('cat note.txt; docker ps -a --format "{{.Names}}"');
  await expect.poll(learner.screen).toContain('remember');
  await expect.poll(learner.screen).toMatch(/^kept\s*$/m);
});

test('reset gives a fresh machine and keeps the ticks', async ({ learner }) => {
  const { page } = learner;
  await learner.open(`${helloWorld}#run`);
  await learner.startMachine();
  await learner.type('docker run hello-world; touch old-file');
  await expect(learner.check('hello-ran')).toContainText('Done');

  await page.getByRole('button', { name: 'Rewind' }).click();
  await page.getByRole('menuitem', { name: 'Start afresh' }).click();
  await page.getByRole('button', { name: 'Replace my machine' }).click();
  await expect.poll(learner.screen, { timeout: 30_000 }).toMatch(/^learner@slipway:~\$\s*$/);
  await learner.type('ls; docker ps -aq | wc -l');
  await expect.poll(learner.screen).toMatch(/^0\s*$/m);
  expect(await learner.screen()).not.toContain('old-file');
  await expect(learner.check('hello-ran')).toContainText('Done');
});

test('extend gives the full time again', async ({ learner }) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  await expect(page.getByText(/^59:[0-4]\d$/)).toBeVisible({ timeout: 40_000 });
  await page.getByRole('button', { name: 'Extend' }).click();
  await expect(page.getByText(/^(1:00:00|59:5\d)$/)).toBeVisible();
});

test('a second terminal is another shell of the same machine, also after a reload', async ({ learner }) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  await learner.type('touch from-first');
  await page.getByRole('button', { name: 'Open another terminal' }).click();
  await expect.poll(learner.screen).toContain('learner@slipway');
  await page.locator('#terminal-second .xterm-helper-textarea').focus();
  await learner.type('ls');
  await expect.poll(learner.screen).toContain('from-first');
  await page.reload();
  await page.getByRole('tab', { name: 'Terminal 2' }).click();
  await expect.poll(learner.screen).toContain('from-first');
});

test('a shell that ends is said, and a new one is a click away', async ({ learner }) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  await learner.type('exit 3');
  await expect(page.getByText('The shell has ended with exit code 3.')).toBeVisible();
  await page.getByRole('button', { name: 'Open a new shell' }).click();
  await expect.poll(learner.screen).toMatch(/^learner@slipway:~\$\s*$/);
});

test('a machine that dies says so, and a fresh one is a click away', async ({ learner, expectedErrors }) => {
  // Between the end of its terminal and the word of its end the page may ask for the terminal once more.
  expectedErrors.push('WebSocket connection to');
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  await learner.type('sudo kill -9 -1; sudo kill 1');
  await expect(page.getByRole('heading', { name: 'Your machine broke down' })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Start a fresh machine' }).click();
  await expect.poll(learner.screen, { timeout: 30_000 }).toContain('learner@slipway');
});

test('two clicks and two tabs get the same machine', async ({ learner }) => {
  // One browser is one learner from its first page on.
  await learner.open('/');
  const leases = await Promise.all([1, 2, 3, 4].map(() => startByApi(learner.context)));
  expect(new Set(leases.map(({ id }) => id)).size).toBe(1);
});
