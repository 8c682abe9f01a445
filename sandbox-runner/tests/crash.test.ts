import { access } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { labels } from '../docker/labels.ts';
import { runnerProcess } from './_util/runner-process.ts';
import { testRunner } from './_util/test-runner.ts';
import { until } from './_util/until.ts';

test('a runner killed with SIGKILL: the next one has the same machines, with all that runs in them', async () => {
  await using killed = await runnerProcess({ SLIPWAY_WARM: '1' });
  const sets = [{ presentImages: ['busybox'], warm: 1 }];
  await killed.client.prepare(sets);
  const sandbox = await killed.client.create({ presentImages: ['busybox'], ttlMs: 500_000 });
  await until('one ready', async () => (await killed.client.health()).warm === 1, 60_000);
  await killed.kill();

  await using runner = await testRunner({ SLIPWAY_WARM: '1' });
  const { client } = runner;
  const adopted = await client.get(sandbox.id);
  expect(adopted).toMatchObject({ ...sandbox, idleAtMs: adopted.idleAtMs, state: 'ready' });
  expect((await client.health()).warm).toBe(1);
  expect(await runner.sh(sandbox.id, 'docker run --rm busybox echo still here')).toMatchObject({
    stdout: 'still here\n',
  });
  const warm = await client.create({ presentImages: ['busybox'] });
  expect(warm.warm).toBe(true);
  expect((await client.stop(sandbox.id)).stopReason).toBe('learner');
});

test('a machine that ended while no runner was there: lost, and told so', async () => {
  await using killed = await runnerProcess();
  const sandbox = await killed.client.create();
  await killed.kill();
  const between = await runnerProcess();
  const other = await between.client.create();
  await between.kill();

  await using runner = await testRunner();
  expect((await runner.client.get(other.id)).state).toBe('ready');
  expect((await runner.client.get(sandbox.id)).state).toBe('ready');
  await runner.close();
  // What is left of a machine without its container.
  await using again = await runnerProcess();
  const lost = await again.client.create();
  await again.kill();
  const { outerEngine } = await import('../docker/outer-engine.ts');
  const engine = outerEngine(runner.ground.engineSocket, runner.ground.instance.key);
  for (const { containerId } of await engine.listContainers()) await engine.removeContainer(containerId);
  await using last = await testRunner();
  expect(await last.client.get(lost.id)).toMatchObject({ state: 'stopped', stopReason: 'lost' });
  await expect(access(last.ground.storage.path(`sandbox-${lost.id}`))).rejects.toThrow('ENOENT');
});

test('what is in no book is cleared away at the start: container, volume, and half-made things', async () => {
  const before = await testRunner();
  const { ground, engine } = before;
  await before.close();
  await ground.storage.create('sandbox-leftover');
  await ground.storage.create('checkpoint-leftover');
  const id = 'leftoverleftoverleft';
  const config = { Image: ground.sandboxImage, HostConfig: { NetworkMode: 'none' }, Labels: { [labels.slot]: '-1' } };
  await engine.createContainer(`${ground.instance.name}-${id}`, { id, slot: -1 }, config);

  await using after = await testRunner();
  expect((await after.engine.listContainers()).map((c) => c.sandboxId)).not.toContain(id);
  expect((await after.ground.storage.list()).filter((name) => name.includes('leftover'))).toEqual([]);
});

test('two runners on one data directory: the second one refuses, the first one is untouched', async () => {
  await using runner = await testRunner();
  await expect(runnerProcess()).rejects.toThrow(/another|in use|already/i);
  expect((await runner.client.health()).ok).toBe(true);
});
