import { access } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { newId } from '../../protocol/ids.ts';
import { cgroupFile, counted } from './_util/cgroup-file.ts';
import { sandboxRequest } from './_util/runner-client.ts';
import { testRunner } from './_util/test-runner.ts';
import { until } from './_util/until.ts';

test('a sandbox is created, runs a real engine, and nothing is left of it when it is stopped', async () => {
  await using runner = await testRunner();
  const { client, engine, ground } = runner;
  const sandbox = await client.create({ presentImages: ['busybox'] });
  expect(sandbox).toMatchObject({ state: 'ready', stopReason: null, restored: false });
  const run = await runner.sh(sandbox.id, 'docker run --rm busybox echo real');
  expect(run).toMatchObject({ exitCode: 0, stdout: 'real\n' });

  const stopped = await client.stop(sandbox.id, 'learner');
  expect(stopped).toMatchObject({ state: 'stopped', stopReason: 'learner' });
  expect(await client.get(sandbox.id)).toMatchObject({ state: 'stopped', stopReason: 'learner' });
  expect((await engine.listContainers()).map((c) => c.sandboxId)).not.toContain(sandbox.id);
  await expect(access(ground.storage.path(`sandbox-${sandbox.id}`))).rejects.toThrow('ENOENT');
  expect(await client.refusal('POST', `/v1/sandboxes/${sandbox.id}/extend`, { ttlMs: 5000 })).toBe('sandbox_stopped');
});

test('the same lease gets the same sandbox, also when asked for twice at once', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const request = { leaseId: newId(), owner: newId() };
  const [a, b] = await Promise.all([client.create(request), client.create(request)]);
  expect(a.id).toBe(b.id);
  expect((await client.create(request)).id).toBe(a.id);
  const other = sandboxRequest({ ...request, owner: newId() });
  expect(await client.refusal('POST', '/v1/sandboxes', other)).toBe('conflict');
  await client.stop(a.id);
  expect(await client.create(request)).toMatchObject({ id: a.id, state: 'stopped' });
});

test('a lease that waits for its sandbox is told to be starting until it has it', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const request = { leaseId: newId(), owner: newId(), setup: ['sleep 2'] };
  const isStarting = async (): Promise<boolean> => (await client.everything()).startingLeases.includes(request.leaseId);
  const created = client.create(request);
  await until('the lease to be starting', isStarting);
  const { id } = await created;
  expect(await isStarting()).toBe(false);
  expect((await client.list()).map((sandbox) => sandbox.id)).toContain(id);
});

test('one with a paused container in it ends as any other', async () => {
  await using runner = await testRunner();
  const sandbox = await runner.client.create({ presentImages: ['busybox'] });
  await runner.sh(sandbox.id, 'docker run -d --name p busybox sleep 1000 && docker pause p');
  await runner.client.stop(sandbox.id);
  expect((await runner.engine.listContainers()).map((c) => c.sandboxId)).not.toContain(sandbox.id);
});

test('nobody in it waits for the disk: fsync does nothing, in its containers too', async () => {
  await using runner = await testRunner();
  const { id } = await runner.client.create({ presentImages: ['debian'] });
  // A pipe has no disk, so that the kernel itself would refuse.
  const program = "use IO::Handle; pipe(my $r, my $w); print defined(IO::Handle::sync($w)) ? 'nothing' : $!";
  expect((await runner.sh(id, `perl -e "${program.replaceAll('$', '\\$')}"`)).stdout).toBe('nothing');
  const inside = await runner.sh(id, `docker run --rm debian perl -e "${program.replaceAll('$', '\\$')}"; sync`);
  expect(inside).toMatchObject({ stdout: 'nothing', exitCode: 0 });
});

test('it ends when its time is over, and says so; an extension postpones that', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const [short, extended] = await Promise.all([client.create({ ttlMs: 3000 }), client.create({ ttlMs: 3000 })]);
  const longer = await client.extend(extended.id, 300_000);
  expect(longer.expiresAtMs).toBeGreaterThan(Date.now() + 290_000);
  const ended = await until('the end', async () => {
    const sandbox = await client.get(short.id);
    return sandbox.state === 'stopped' && sandbox;
  });
  expect(ended.stopReason).toBe('expired');
  expect((await client.get(extended.id)).state).toBe('ready');
});

test('it ends when nobody types', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const { id } = await client.create({ idleMs: 1500 });
  await until('the end', async () => (await client.get(id)).stopReason === 'idle');
});

test('when its init dies, it is gone with the reason', async () => {
  await using runner = await testRunner();
  const { client, engine } = runner;
  const { id } = await client.create();
  await runner.sh(id, 'kill -9 -1', { user: '0:0' }).catch(() => undefined);
  const containers = await engine.listContainers();
  const container = containers.find((c) => c.sandboxId === id);
  if (container !== undefined) await engine.stopContainer(container.containerId, 0);
  await until('the end', async () => (await client.get(id)).stopReason === 'died');
});

test('start files and setup commands are there before the learner', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const text = (content: string): string => Buffer.from(content).toString('base64');
  const { id } = await client.create({
    files: [
      { path: 'notes.txt', contentBase64: text('hello\n') },
      { path: 'app/bin/run.sh', contentBase64: text('#!/bin/sh\necho ran\n'), executable: true },
    ],
    setup: ['echo "$USER in $PWD" > setup.txt', 'test -f notes.txt'],
  });
  const { stdout } = await runner.sh(
    id,
    'cat notes.txt; ./app/bin/run.sh; cat setup.txt; stat -c %U:%G . app app/bin/run.sh',
  );
  expect(stdout.split('\n')).toEqual([
    'hello',
    'ran',
    'learner in /home/learner',
    'learner:learner',
    'learner:learner',
    'learner:learner',
    '',
  ]);
});

test('a setup command that fails refuses the sandbox, and leaves none', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const request = sandboxRequest({ setup: ['echo broken >&2; exit 3'] });
  expect(await client.refusal('POST', '/v1/sandboxes', request)).toBe('bad_request');
  const [sandbox] = (await client.list()).filter((s) => s.leaseId === request.leaseId);
  expect(sandbox).toMatchObject({ state: 'stopped', stopReason: 'failed' });
});

test('its own limits apply, as the kernel is told and as they are felt', async () => {
  await using runner = await testRunner();
  const limits = { memoryBytes: 300 * 1024 ** 2, pids: 200, cpus: 0.5, diskBytes: 512 * 1024 ** 2 };
  const { id } = await runner.client.create({ limits });
  const file = (...names: readonly string[]): Promise<string> => cgroupFile(runner, id, ...names);
  expect(await file('memory.limit_in_bytes', 'memory.max')).toBe(String(limits.memoryBytes));
  expect(await file('pids.max')).toBe(String(limits.pids));
  const isV1 = runner.ground.cgroup === 'v1';
  const cpu = isV1
    ? [await file('cpu.cfs_quota_us'), await file('cpu.cfs_period_us')]
    : (await file('cpu.max')).split(' ');
  expect(Number(cpu[0]) / Number(cpu[1])).toBe(limits.cpus);

  expect((await runner.sh(id, 'tail /dev/zero')).exitCode).toBe(137);
  const forks = `
    while (@children < 1000 and defined(my $child = fork)) { if (!$child) { sleep 60; exit } push @children, $child }
    print scalar(@children), ":$!"; kill 9, @children`;
  const [count, error] = (await runner.sh(id, `perl -e '${forks}'`)).stdout.split(':');
  expect(error).toBe('Resource temporarily unavailable');
  expect(Number(count)).toBeLessThan(limits.pids);
  const throttled = async (): Promise<number> => counted(await file('cpu.stat'), 'nr_throttled');
  const before = await throttled();
  await runner.sh(id, 'timeout 1 sh -c "while :; do :; done"');
  expect(await throttled()).toBeGreaterThan(before);
  expect((await runner.sh(id, 'fallocate -l 256M fits')).exitCode).toBe(0);
  if (runner.ground.storage.kind === 'btrfs')
    expect((await runner.sh(id, 'fallocate -l 512M more')).stderr).toMatch(/quota exceeded/i);
});

test('unknown ids and foreign images are told as such', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  expect(await client.refusal('GET', `/v1/sandboxes/${newId()}`)).toBe('sandbox_not_found');
  expect(await client.refusal('DELETE', `/v1/sandboxes/${newId()}`, { reason: 'learner' })).toBe('sandbox_not_found');
  expect(await client.refusal('DELETE', `/v1/checkpoints/${newId()}`)).toBe('checkpoint_not_found');
  const request = sandboxRequest({ fromCheckpoint: newId() });
  expect(await client.refusal('POST', '/v1/sandboxes', request)).toBe('checkpoint_not_found');
  const foreign = sandboxRequest({ presentImages: ['no-such-image:1'] });
  expect(await client.refusal('POST', '/v1/sandboxes', foreign)).toBe('bad_request');
});

test('a full pool and a greedy learner are refused; room makes way again', async () => {
  await using runner = await testRunner({ SLIPWAY_CAPACITY: '2', SLIPWAY_MAX_PER_OWNER: '1' });
  const { client } = runner;
  const owner = newId();
  const first = await client.create({ owner });
  expect(await client.refusal('POST', '/v1/sandboxes', sandboxRequest({ owner }))).toBe('quota_exceeded');
  await client.create();
  expect(await client.refusal('POST', '/v1/sandboxes', sandboxRequest())).toBe('pool_full');
  await client.stop(first.id);
  expect((await client.create({ owner })).state).toBe('ready');
});
