import { runnerUrl } from './env.ts';
import { expect, helloWorld, test } from './fixtures.ts';
import { listeningPid } from '../scripts/listening-pid.ts';

test('the runner is killed: the page says so, comes back by itself, with the same machine and the same screen', async ({
  learner,
  expectedErrors,
}) => {
  expectedErrors.push('WebSocket connection to');
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  await learner.type('docker run --name kept hello-world; mark=set-before; echo ready-$((40+2))');
  await expect.poll(learner.screen).toContain('ready-42');
  const before = await learner.screen();

  const pid = await listeningPid(Number(new URL(runnerUrl()).port));
  expect(pid, 'the runner listens').toBeDefined();
  process.kill(pid ?? 0, 'SIGKILL');

  await expect(page.getByText('The service that runs the machines is being restarted')).toBeVisible();
  await expect(page.getByText('Reconnecting…', { exact: true })).toBeVisible();
  await page.keyboard.type('lost');
  await expect(page.getByText('What you typed was not sent.')).toBeVisible();

  await expect(page.getByText('Running', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('The service that runs the machines is being restarted')).toBeHidden();
  await expect.poll(learner.screen).toBe(before);
  // The same shell: it knows what was set before; and the same engine.
  await learner.type('echo "mark is $mark"; docker ps -a --format "{{.Names}}"');
  await expect.poll(learner.screen).toContain('mark is set-before');
  await expect.poll(learner.screen).toMatch(/^kept\s*$/m);
  // And it is graded again.
  await learner.type('docker run --name postcard hello-world');
  await expect(learner.check('postcard')).toHaveAttribute('data-face', 'done');
});
