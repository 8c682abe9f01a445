import { newId } from '../protocol/ids.ts';
import { maxNodes } from '../protocol/node.ts';
import { healthSchema, sandboxSchema, type CreateSandboxInput, type Sandbox } from '../protocol/sandbox.ts';
import { expect, helloWorld, startByApi, test } from './fixtures.ts';
import { startsWithin } from './machines.ts';
import { askRunner } from './runner-api.ts';

/** Others who take places; they are let go in time also if nobody does it. */
const othersLiveMs = 2 * 60_000;

test('a full house: the page says so, also after a reload, and there is a machine when others have gone', async ({
  learner,
  expectedErrors,
}) => {
  test.setTimeout(150_000);
  expectedErrors.push('status of 503');
  const { page } = learner;
  await learner.open('/learn/acting-text/machines');
  // This lesson wants two: a place that comes free while others are at work is not enough.
  const full = page.getByText(/(All machines are in use|Only 1 of the 2 machines is free) at the moment\./);
  const others = await takeAllPlaces();
  try {
    await page.getByRole('button', { name: 'Start my machines' }).click();
    await expect(full).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'The machine could not be started' })).toBeVisible();
    await expect(full).toBeVisible();
  } finally {
    await Promise.all(others.map(letGo));
  }
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Running', { exact: true })).toBeVisible(startsWithin);
});

test('as many machines as one may have: the page names them, and stopping one is enough', async ({
  learner,
  expectedErrors,
}) => {
  expectedErrors.push('status of 429');
  const { page, context } = learner;
  for (const lesson of ['hello-world', 'list-inspect-remove', 'interactive'])
    await startByApi(context, `first-steps/${lesson}`);
  await learner.open('/learn/acting-text/blocks');
  const start = page.getByRole('button', { name: 'Start my machine' });
  await start.click();
  const refusal = page.getByRole('alert').filter({ hasText: 'You have 3 machines running already' });
  await expect(refusal).toContainText('Stop one of them, then start this one.');
  await expect(refusal).toContainText('“Your first container”');

  await learner.open(helloWorld);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Save and stop' }).click();
  await expect(page.getByRole('heading', { name: 'Your machine is stopped' })).toBeVisible();
  await learner.open('/learn/acting-text/blocks');
  await learner.startMachine();
});

type Asked = Promise<Sandbox | undefined>;

/**
 * Other learners ask for machines until no place is left: one that is asked for has its place at once, long before its
 * machine is there.
 */
async function takeAllPlaces(): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const isFull = async (): Promise<boolean> => {
    const health = await askRunner(healthSchema, 'GET', '/v1/health');
    const free = health === undefined ? 0 : health.capacity - health.sandboxes;
    for (let left = free; left > 0; left -= maxNodes) asked.push(ask(Math.min(left, maxNodes)));
    return free <= 0;
  };
  await expect.poll(isFull).toBe(true);
  return asked;
}

function ask(nodes: number): Asked {
  const request: CreateSandboxInput = {
    leaseId: newId(),
    owner: newId(),
    nodes,
    ttlMs: othersLiveMs,
    idleMs: othersLiveMs,
  };
  return askRunner(sandboxSchema, 'POST', '/v1/sandboxes', request);
}

async function letGo(asked: Asked): Promise<void> {
  const sandbox = await asked;
  if (sandbox !== undefined)
    await askRunner(sandboxSchema, 'DELETE', `/v1/sandboxes/${sandbox.id}`, { reason: 'learner' });
}
