import type { BrowserContext } from '@playwright/test';
import { sandboxListSchema, sandboxSchema, type StopReason } from '../protocol/sandbox.ts';
import { expect, helloWorld, leaseOf, test } from './fixtures.ts';
import { askRunner } from './runner-api.ts';

/** Ends that a learner neither asks for nor causes, and what is said of each. */
const ends: readonly (readonly [StopReason, string, string])[] = [
  ['idle', 'Your machine went to sleep', 'Nobody had typed for a while, so it was stopped to make room for others.'],
  ['expired', 'Time is up', 'The machine reached the end of its time and was stopped.'],
  ['operator', 'Your machine was stopped', 'The operator of this site stopped it.'],
  ['shutdown', 'Your machine was stopped', 'The service that runs the machines was shut down.'],
  ['lost', 'Your machine was lost', 'The computer that ran it was restarted or failed.'],
];

for (const [reason, title, why] of ends)
  test(`a machine that ends (${reason}) says why, also after a reload, and a fresh one is a click away`, async ({
    learner,
    expectedErrors,
  }) => {
    // Between the end of its terminal and the word of its end the page may ask for the terminal once more.
    expectedErrors.push('WebSocket connection to');
    const { page } = learner;
    await learner.open(helloWorld);
    await learner.startMachine();
    await learner.type('docker run hello-world');
    await expect(learner.check('hello-ran')).toHaveAttribute('data-face', 'done');
    await end(learner.context, reason);
    for (const time of ['at once', 'after a reload']) {
      await expect(page.getByRole('heading', { name: title }), time).toBeVisible();
      await expect(page.getByText(`${why} What was on it is gone. Your ticks are kept.`), time).toBeVisible();
      await expect(learner.check('hello-ran'), time).toHaveAttribute('data-face', 'done');
      await page.reload();
    }
    await page.getByRole('button', { name: 'Start a fresh machine' }).click();
    await expect.poll(learner.screen, { timeout: 30_000 }).toContain('learner@slipway');
  });

/** Lets the runner end the learner's machine, as it does by itself, with the reason that it would give. */
async function end(context: BrowserContext, reason: StopReason): Promise<void> {
  const leaseId = await leaseOf(context, 'first-steps/hello-world');
  const list = await askRunner(sandboxListSchema, 'GET', '/v1/sandboxes');
  const sandbox = list?.sandboxes.find((one) => one.leaseId === leaseId);
  const ended = await askRunner(sandboxSchema, 'DELETE', `/v1/sandboxes/${sandbox?.id ?? 'none'}`, { reason });
  expect(ended).toMatchObject({ state: 'stopped', stopReason: reason });
}
