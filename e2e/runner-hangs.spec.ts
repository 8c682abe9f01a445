import { runnerUrl } from './env.ts';
import { expect, helloWorld, test } from './fixtures.ts';
import { listeningPid } from '../scripts/listening-pid.ts';

test('a runner that hangs: the page says what it waits for, and waiting can be stopped', async ({ learner }) => {
  const { page } = learner;
  await learner.open(helloWorld);
  const pid = (await listeningPid(Number(new URL(runnerUrl()).port))) ?? 0;
  expect(pid).toBeGreaterThan(1);
  process.kill(pid, 'SIGSTOP');
  try {
    await page.getByRole('button', { name: 'Start my machine' }).click();
    await expect(page.getByRole('heading', { name: /Starting your machine… [1-9]\d*\.\d s/ })).toBeVisible();
    await expect(page.getByText('is not there just now; waiting for it')).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Stop waiting' }).click();
    await expect(page.getByText('You stopped it before it was ready.')).toBeVisible();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  // The machine that was asked for meanwhile is given back, and a new one can be had.
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(learner.screen, { timeout: 60_000 }).toContain('learner@slipway');
});
