import { expect, test } from 'vitest';
import { testRunner } from './_util/test-runner.ts';
import { until } from './_util/until.ts';

const sets = [{ presentImages: ['busybox'], warm: 2 }];

test('a warm sandbox is handed out, has its images, and is replaced', async () => {
  await using runner = await testRunner({ SLIPWAY_WARM: '2' });
  const { client } = runner;
  await client.prepare(sets);
  await until('two ready', async () => (await client.health()).warm === 2, 60_000);
  const sandbox = await client.create({ presentImages: ['busybox'] });
  expect(sandbox.warm).toBe(true);
  expect((await runner.sh(sandbox.id, 'docker images --format {{.Repository}}')).stdout).toBe('busybox\n');
  await until('two ready again', async () => (await client.health()).warm === 2);
});

test('a warm sandbox that died meanwhile is not handed out', async () => {
  await using runner = await testRunner({ SLIPWAY_WARM: '1' });
  const { client, engine } = runner;
  await client.prepare(sets);
  await until('one ready', async () => (await client.health()).warm === 1, 60_000);
  for (const { containerId } of await engine.listContainers()) await engine.removeContainer(containerId);
  const sandbox = await client.create({ presentImages: ['busybox'] });
  expect(await runner.sh(sandbox.id, 'docker run --rm busybox echo yes')).toMatchObject({ stdout: 'yes\n' });
});

test('warm sandboxes make room for learners when all places are taken', async () => {
  await using runner = await testRunner({ SLIPWAY_WARM: '2', SLIPWAY_CAPACITY: '2' });
  const { client, engine } = runner;
  await client.prepare(sets);
  await until('two ready', async () => (await client.health()).warm === 2, 60_000);
  const [a, b] = await Promise.all([client.create(), client.create()]);
  expect([a.warm, b.warm]).toEqual([false, false]);
  await until('no more than two', async () => (await engine.listContainers()).length === 2);
});
