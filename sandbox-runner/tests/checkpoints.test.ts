import { access } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { newId } from '../../protocol/ids.ts';
import { sandboxRequest } from './_util/runner-client.ts';
import { testRunner } from './_util/test-runner.ts';
import { until } from './_util/until.ts';

const storages = [
  { kind: 'btrfs', overrides: { SLIPWAY_STORAGE: 'btrfs' } },
  { kind: 'directory', overrides: { SLIPWAY_STORAGE: 'directory' } },
] as const;

test.for(storages)(
  'on $kind storage, a checkpoint restored is a second machine with the same files, images and running containers',
  async ({ kind, overrides }) => {
    await using runner = await testRunner(overrides);
    const { client, ground } = runner;
    expect(ground.storage.kind).toBe(kind);
    const first = await client.create({ presentImages: ['busybox'] });
    const script = `
    echo mine > kept.txt
    docker network create lab
    docker volume create data
    docker run -d --name web --network lab -v data:/data busybox sh -c 'echo inside > /data/file; exec sleep 1000'
    docker run --name done busybox true
    sudo sh -c 'echo changed > /etc/slipway-test'`;
    expect(await runner.sh(first.id, script)).toMatchObject({ exitCode: 0 });
    const checkpoint = await client.checkpoint(first.id, 'before the mess');
    expect(checkpoint).toMatchObject({ sandboxId: first.id, owner: first.owner, presentImages: ['busybox'] });
    // Its size is counted afterwards.
    const { sizeBytes, ...facts } = checkpoint;
    expect(sizeBytes).toBeNull();
    expect(await client.checkpoints()).toContainEqual(expect.objectContaining(facts));
    await runner.sh(first.id, 'docker rm -f web; rm kept.txt');

    const second = await client.create({ owner: first.owner, fromCheckpoint: checkpoint.id });
    expect(second).toMatchObject({ restored: true, warm: false, state: 'ready' });
    const look =
      'cat kept.txt /etc/slipway-test; docker exec web cat /data/file; docker ps --format {{.Names}}; docker network inspect lab -f {{.Name}}';
    expect((await runner.sh(second.id, look)).stdout.split('\n')).toEqual([
      'mine',
      'changed',
      'inside',
      'web',
      'lab',
      '',
    ]);
    expect((await runner.sh(first.id, 'ls; docker ps -q')).stdout).toBe('');

    await client.stop(first.id);
    await client.stop(second.id);
    await client.removeCheckpoint(checkpoint.id);
    expect((await client.checkpoints()).map(({ id }) => id)).not.toContain(checkpoint.id);
    await expect(access(ground.storage.path(`checkpoint-${checkpoint.id}`))).rejects.toThrow('ENOENT');
  },
);

test('what is kept on one storage is there again after a start with the other', async () => {
  const { checkpoint } = await (async () => {
    await using runner = await testRunner();
    const { id } = await runner.client.create();
    return { checkpoint: await runner.client.checkpoint(id) };
  })();
  {
    await using other = await testRunner({ SLIPWAY_STORAGE: 'directory' });
    expect(await other.client.checkpoints()).toEqual([]);
  }
  await using again = await testRunner();
  expect((await again.client.checkpoints()).map(({ id }) => id)).toContain(checkpoint.id);
  expect(await again.client.create({ owner: checkpoint.owner, fromCheckpoint: checkpoint.id })).toMatchObject({
    restored: true,
  });
  await again.client.removeCheckpoint(checkpoint.id);
});

test('a checkpoint is of one moment, and the machine goes on after it', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const first = await client.create();
  const size = 8 * 1024 ** 2;
  const busy = `
    nohup sh -c 'while :; do head -c ${size} /dev/zero > new; mv new whole; date +%N > turn; done' > /dev/null 2>&1 &
    while [ ! -e turn ]; do sleep 0.05; done`;
  expect(await runner.sh(first.id, busy)).toMatchObject({ exitCode: 0 });
  const kept = [
    await client.checkpoint(first.id),
    await client.checkpoint(first.id),
    await client.checkpoint(first.id),
  ];
  const turn = (await runner.sh(first.id, 'cat turn')).stdout;
  await until('another turn', async () => (await runner.sh(first.id, 'cat turn')).stdout !== turn);
  await client.stop(first.id);
  for (const { id } of kept) {
    const again = await client.create({ owner: first.owner, fromCheckpoint: id });
    expect((await runner.sh(again.id, 'stat -c %s whole')).stdout).toBe(`${size}\n`);
    await client.stop(again.id);
    await client.removeCheckpoint(id);
  }
});

test('what is waited for starts with every CPU, and has its own limit afterwards, whatever it does meanwhile', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const first = await client.create();
  const limit = 'cat /sys/fs/cgroup/cpu.max 2>/dev/null || cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us';
  const before = (await runner.sh(first.id, limit)).stdout;
  expect(before).toMatch(/^\d+/);
  // Whenever it starts, it makes a group with a higher limit than it may have itself.
  const greedy = `
    sudo mv /usr/bin/containerd /usr/bin/containerd.real
    sudo tee /usr/bin/containerd > /dev/null <<'END'
#!/bin/bash
cd /sys/fs/cgroup/cpu && mkdir greedy && echo 190000 > greedy/cpu.cfs_quota_us && date > /.slipway/home/lifted
exec /usr/bin/containerd.real "$@"
END
    sudo chmod +x /usr/bin/containerd`;
  expect(await runner.sh(first.id, greedy)).toMatchObject({ exitCode: 0 });
  const checkpoint = await client.checkpoint(first.id);
  const second = await client.create({ owner: first.owner, fromCheckpoint: checkpoint.id });
  expect((await runner.sh(second.id, limit)).stdout).toBe(before);
  expect((await runner.sh(second.id, 'docker ps -q; ls lifted')).stderr).toContain('lifted');
  await client.removeCheckpoint(checkpoint.id);
});

test("another learner's checkpoint does not exist", async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const sandbox = await client.create();
  const { id: fromCheckpoint } = await client.checkpoint(sandbox.id);
  const foreign = sandboxRequest({ owner: newId(), fromCheckpoint });
  expect(await client.refusal('POST', '/v1/sandboxes', foreign)).toBe('checkpoint_not_found');
  await client.removeCheckpoint(fromCheckpoint);
});

test('a learner may keep only so many', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const sandbox = await client.create();
  for (let count = 0; count < 20; count++) await client.checkpoint(sandbox.id, `number ${count}`);
  const path = `/v1/sandboxes/${sandbox.id}/checkpoints`;
  expect(await client.refusal('POST', path, { name: 'one more' })).toBe('quota_exceeded');
  for (const { id, owner } of await client.checkpoints())
    if (owner === sandbox.owner) await client.removeCheckpoint(id);
});

test('an orderly end keeps a checkpoint of each machine, with which the learner goes on later', async () => {
  const before = await testRunner();
  const sandbox = await before.client.create();
  await before.sh(sandbox.id, 'echo work > work.txt');
  await before.close();

  await using after = await testRunner();
  expect(await after.client.get(sandbox.id)).toMatchObject({ state: 'stopped', stopReason: 'shutdown' });
  const checkpoint = (await after.client.checkpoints()).find((c) => c.sandboxId === sandbox.id);
  expect(checkpoint).toBeDefined();
  const again = await after.client.create({ owner: sandbox.owner, fromCheckpoint: checkpoint?.id });
  expect((await after.sh(again.id, 'cat work.txt')).stdout).toBe('work\n');
  await after.client.removeCheckpoint(checkpoint?.id ?? '');
});
