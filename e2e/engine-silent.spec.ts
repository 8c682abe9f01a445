import { expect, helloWorld, test } from './fixtures.ts';

test('an engine that stops answering: the page says so, the terminal goes on, and it is well again when it answers', async ({
  learner,
}) => {
  const { page } = learner;
  await learner.open(helloWorld);
  await learner.startMachine();
  await learner.type('sudo pkill -STOP -x dockerd');
  const state = page.getByText('Engine does not answer', { exact: true });
  const sentence = page.getByText('The Docker Engine of this machine does not answer.');
  // It is asked every five seconds, and may miss once.
  await expect(state).toBeVisible({ timeout: 40_000 });
  await expect(sentence).toBeVisible();
  await learner.type('clear; echo goes-$((40+2))');
  await expect.poll(learner.screen).toContain('goes-42');

  await page.reload();
  await expect(state).toBeVisible();
  await expect(sentence).toBeVisible();
  await expect.poll(learner.screen).toContain('goes-42');

  await page.locator('.xterm-helper-textarea').first().focus();
  await learner.type('sudo pkill -CONT -x dockerd');
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  await expect(sentence).toBeHidden();
  await learner.type('docker run hello-world');
  await expect(learner.check('hello-ran')).toHaveAttribute('data-face', 'done');
});
