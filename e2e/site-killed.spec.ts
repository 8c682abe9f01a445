import { siteUrl } from './env.ts';
import { expect, helloWorld, test } from './fixtures.ts';
import { listeningPid } from '../scripts/listening-pid.ts';

test('the site is killed: the page says so, comes back by itself, with the same shell and all ticks', async ({
  learner,
  expectedErrors,
}) => {
  // What the page asks for while nobody is there to answer.
  expectedErrors.push('WebSocket connection to', 'ERR_CONNECTION_REFUSED');
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  await learner.type('mark=set-before; docker run hello-world; echo ready-$((40+2))');
  await expect.poll(learner.screen).toMatch(/^ready-42\s*\nlearner@slipway:~\$\s*$/m);
  await expect(learner.check('hello-ran')).toHaveAttribute('data-face', 'done');
  const before = await learner.screen();

  const pid = await listeningPid(Number(new URL(siteUrl()).port));
  expect(pid, 'the site listens').toBeDefined();
  process.kill(pid ?? 0, 'SIGKILL');

  const lost = page.getByText('The connection to Slipway is lost. Trying again… Your machine keeps running.');
  await expect(lost).toBeVisible();
  await expect(page.getByText('Reconnecting…', { exact: true })).toBeVisible();
  await page.keyboard.type('lost');
  await expect(page.getByText('What you typed was not sent.')).toBeVisible();

  await expect(page.getByText('Running', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(lost).toBeHidden();
  await expect.poll(learner.screen).toBe(before);
  await expect(learner.check('hello-ran')).toHaveAttribute('data-face', 'done');
  // A site that was away for a while is not a network that lets no WebSockets through.
  await expect(page.getByText('This network blocks WebSockets')).toBeHidden();
  await learner.type('clear; echo "mark is $mark"');
  await expect.poll(learner.screen).toContain('mark is set-before');
  await learner.type('docker run --name postcard hello-world');
  await expect(learner.check('postcard')).toHaveAttribute('data-face', 'done');

  await page.reload();
  for (const id of ['hello-ran', 'postcard']) await expect(learner.check(id)).toHaveAttribute('data-face', 'done');
  await expect.poll(learner.screen).toContain('learner@slipway');
  await page.locator('.xterm-helper-textarea').first().focus();
  await learner.type('clear; echo "still $mark"');
  await expect.poll(learner.screen).toContain('still set-before');
});
