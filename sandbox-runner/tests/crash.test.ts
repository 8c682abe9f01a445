import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { labels } from '../docker/labels.ts';
import { instanceOf } from '../host/instance.ts';
import { cgroupsOf } from '../sandbox/delegate-cgroup.ts';
import { runnerProcess } from './_util/runner-process.ts';
import { testDataDir } from './_util/test-config.ts';
import { engineOfTests, testRunner } from './_util/test-runner.ts';
import { until } from './_util/until.ts';

test('a runner killed with SIGKILL: the next one has the same machines, with all that runs in them', async () => {
  await using killed = await runnerProcess({ SLIPWAY_WARM: '1' });
  const sets = [{ presentImages: ['busybox'], warm: 1 }];
  await killed.client.prepare(sets);
  const sandbox = await killed.client.create({ presentImages: ['busybox'], ttlMs: 500_000 });
  await until('one ready', async () => (await killed.client.health()).warm === 1, 60_000);
  await killed.kill();
  await leaveStandingStill();

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

/** As a runner leaves sandboxes that is killed while it copies them. */
async function leaveStandingStill(): Promise<void> {
  const engine = engineOfTests();
  const version = existsSync('/sys/fs/cgroup/cgroup.controllers') ? 'v2' : 'v1';
  for (const { containerId } of await engine.listContainers()) {
    const dirs = await cgroupsOf({ pid: await engine.pidOf(containerId), containerId, version });
    const [file, word] = version === 'v2' ? ['cgroup.freeze', '1'] : ['freezer.state', 'FROZEN'];
    const freezer = dirs.map((dir) => join(dir, file)).find((path) => existsSync(path));
    await writeFile(freezer ?? '', word);
  }
}

test('a machine that ended while no runner was there: lost, and told so', async () => {
  await using killed = await runnerProcess();
  const sandbox = await killed.client.create();
  await killed.kill();
  const engine = engineOfTests();
  for (const { containerId } of await engine.listContainers()) await engine.removeContainer(containerId);

  await using runner = await testRunner();
  expect(await runner.client.get(sandbox.id)).toMatchObject({ state: 'stopped', stopReason: 'lost' });
  await expect(access(runner.ground.storage.path(`sandbox-${sandbox.id}`))).rejects.toThrow('ENOENT');
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

test('an outer engine that dies: the runner ends, the next one starts it again, the machines live on', async () => {
  await using first = await runnerProcess();
  const sandbox = await first.client.create({ presentImages: ['busybox'] });
  const ended = once(first.child, 'exit');
  process.kill(await outerEnginePid(), 'SIGKILL');
  expect((await ended)[0]).toBe(1);

  await using runner = await testRunner();
  expect((await runner.client.get(sandbox.id)).state).toBe('ready');
  expect(await runner.sh(sandbox.id, 'docker run --rm busybox echo alive')).toMatchObject({ stdout: 'alive\n' });
});

test('two runners on one data directory: the second one refuses, the first one is untouched', async () => {
  await using runner = await testRunner();
  await expect(runnerProcess()).rejects.toThrow(/another|in use|already/i);
  expect((await runner.client.health()).ok).toBe(true);
});

async function outerEnginePid(): Promise<number> {
  const mark = `/run/${instanceOf(testDataDir).name}/dockerd.json`;
  for (const pid of await readdir('/proc')) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (/^\d+$/.test(pid) && line.includes('dockerd') && line.includes(mark)) return Number(pid);
  }
  throw new Error('no outer engine runs');
}
