import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { instanceOf } from '../host/instance.ts';
import { detachLoops, loopsOf } from '../host/loop-device.ts';
import { unmountBelow } from '../host/mounts.ts';
import { openPoolQuotas, type PoolQuotas } from '../host/pool-quotas.ts';
import { openBtrfsStorage } from '../host/storage-btrfs.ts';
import { openDirectoryStorage } from '../host/storage-directory.ts';
import type { Storage } from '../host/storage.ts';

const owner = { uid: 1_000_000, gid: 1_000_000 };
const mib = 1024 * 1024;

/** A storage in a directory of its own, and its removal. */
async function storage(kind: Storage['kind']): Promise<Storage & AsyncDisposable> {
  const dir = await mkdtemp(`/var/tmp/slipway-storage-${kind}-`);
  const open = await (kind === 'btrfs'
    ? openBtrfsStorage(instanceOf(dir), owner, 4 * 1024 * mib)
    : openDirectoryStorage(instanceOf(dir), owner));
  return {
    ...open,
    async [Symbol.asyncDispose]() {
      await unmountBelow([join(dir, 'pool')]);
      await detachLoops(join(dir, 'pool.img'));
      await rm(dir, { recursive: true, force: true });
    },
  };
}

test.each(['btrfs', 'directory'] as const)('%s: a snapshot is a copy of one moment', async (kind) => {
  await using pool = await storage(kind);
  expect(pool.kind).toBe(kind);
  await pool.create('golden');
  expect(await stat(pool.path('golden'))).toMatchObject({ uid: owner.uid, gid: owner.gid });
  expect((await stat(pool.path('golden'))).mode & 0o777).toBe(0o755);
  await mkdir(join(pool.path('golden'), 'home'));
  await writeFile(join(pool.path('golden'), 'home/file'), 'before');
  await chown(join(pool.path('golden'), 'home/file'), owner.uid + 1000, owner.gid + 1000);
  await pool.snapshot('golden', 'one');
  await writeFile(join(pool.path('golden'), 'home/file'), 'after');
  expect(await readFile(join(pool.path('one'), 'home/file'), 'utf8')).toBe('before');
  expect((await stat(join(pool.path('one'), 'home/file'))).uid).toBe(owner.uid + 1000);
  await writeFile(join(pool.path('one'), 'home/more'), 'x');
  expect(existsSync(join(pool.path('golden'), 'home/more'))).toBe(false);
  expect(await pool.list()).toEqual(['golden', 'one']);
  await expect(pool.snapshot('golden', 'one')).rejects.toThrow();
});

test.each(['btrfs', 'directory'] as const)('%s: knows sizes, and removing is final', async (kind) => {
  await using pool = await storage(kind);
  await pool.create('a');
  await writeFile(join(pool.path('a'), 'data'), Buffer.alloc(8 * mib, 'x'));
  execFileSync('sync', ['--file-system', pool.path('a')]);
  expect(await pool.usedBytes('a')).toBeGreaterThanOrEqual(8 * mib);
  expect(await pool.usedBytes('a')).toBeLessThan(9 * mib);
  expect(await pool.freeBytes()).toBeGreaterThan(100 * mib);
  await pool.remove('a');
  await pool.remove('a');
  expect(await pool.list()).toEqual([]);
  expect(existsSync(pool.path('a'))).toBe(false);
});

/** Writes `mibs` into `name`, or as much of it as there is room for; gives how many bytes that was. */
function fill(pool: Pick<Storage, 'path'>, name: string, mibs = 64, file = 'fill'): number {
  const path = join(pool.path(name), file);
  try {
    execFileSync('dd', ['if=/dev/zero', `of=${path}`, 'bs=1M', `count=${mibs}`, 'conv=fsync'], { stdio: 'ignore' });
  } catch {
    // That it is stopped is the point.
  }
  return existsSync(path) ? statSync(path).size : 0;
}

test('btrfs: a volume can’t grow past its quota, and its neighbour can', async () => {
  await using pool = await storage('btrfs');
  await pool.create('small');
  await pool.create('other');
  await pool.setQuota('small', 32 * mib);
  expect(fill(pool, 'small')).toBeLessThan(33 * mib);
  expect(fill(pool, 'other')).toBe(64 * mib);
});

/** Waits until the kernel has cleared away what was removed. */
function settle(path: string): void {
  // It begins with that at the next commit, which is up to half a minute away.
  execFileSync('btrfs', ['filesystem', 'sync', path]);
  execFileSync('btrfs', ['subvolume', 'sync', path]);
}

test('btrfs: a machine, its checkpoints and what is made from them share twice the quota; a copy of another begins anew', async () => {
  await using pool = await storage('btrfs');
  await pool.create('machine');
  await pool.setQuota('machine', 200 * mib);
  expect(fill(pool, 'machine', 100)).toBe(100 * mib);
  await pool.snapshot('machine', 'checkpoint', { isCheckpoint: true });
  expect(await pool.usedBytes('checkpoint')).toBeGreaterThanOrEqual(100 * mib);
  // What it wrote counts on when it is gone, because the checkpoint holds it.
  await pool.remove('machine');
  await pool.snapshot('checkpoint', 'again');
  await pool.setQuota('again', 200 * mib);
  const more = fill(pool, 'again', 400, 'more');
  expect(more).toBeLessThan(301 * mib);
  expect(more).toBeGreaterThan(290 * mib);
  await pool.snapshot('again', 'second', { isCheckpoint: true });
  expect(fill(pool, 'again', 50, 'third')).toBeLessThan(10 * mib);
  // And what is deleted makes room once no checkpoint holds it.
  await rm(join(pool.path('again'), 'more'));
  await pool.remove('second');
  settle(pool.path('again'));
  expect(fill(pool, 'again', 250, 'third')).toBe(250 * mib);

  await pool.create('maker');
  expect(fill(pool, 'maker', 100)).toBe(100 * mib);
  await pool.snapshot('maker', 'golden');
  await pool.snapshot('golden', 'fresh');
  await pool.setQuota('fresh', 120 * mib);
  expect(fill(pool, 'fresh', 100, 'own')).toBe(100 * mib);
});

test('btrfs: no row and no note is left of what is gone', async () => {
  await using pool = await storage('btrfs');
  const volumes = dirname(pool.path('x'));
  const rows = (): string => execFileSync('btrfs', ['qgroup', 'show', volumes], { encoding: 'utf8' });
  await pool.create('stays');
  const before = rows().split('\n').length;
  for (const name of ['a', 'b', 'c']) {
    await pool.create(name);
    await pool.setQuota(name, 100 * mib);
    fill(pool, name, 2);
    await pool.snapshot(name, `of-${name}`, { isCheckpoint: true });
    await pool.remove(name);
  }
  expect(rows()).toMatch(/^1\/\d+/m);
  for (const name of ['a', 'b', 'c']) await pool.remove(`of-${name}`);
  settle(volumes);
  // As the next start does, and now and then what removes.
  await openPoolQuotas({ volumes, isOurs: true, isInUse: true });
  expect(rows().split('\n').length, rows()).toBe(before);
  expect(await readdir(join(volumes, '../chains'))).toEqual([]);
});

test('btrfs: a pool that counted in quota groups is changed over, unless machines run on it; one of others stays as it is', async () => {
  await using pool = await storage('btrfs');
  const volumes = dirname(pool.path('x'));
  const open = (isOurs: boolean, isInUse: boolean): Promise<PoolQuotas> => openPoolQuotas({ volumes, isOurs, isInUse });
  execFileSync('btrfs', ['quota', 'disable', volumes]);
  await pool.create('a');
  const groups = await open(false, true);
  await groups.limit('a', 32 * mib);
  expect(fill(pool, 'a')).toBeLessThan(33 * mib);
  // A row of quota groups counts what is shared as well.
  execFileSync('btrfs', ['subvolume', 'snapshot', pool.path('a'), pool.path('b')], { stdio: 'ignore' });
  await rm(join(pool.path('a'), 'fill'));
  expect(await groups.used('b')).toBeGreaterThan(30 * mib);
  await (await open(true, true)).limit('b', 40 * mib);
  expect(fill(pool, 'b', 64, 'more')).toBeLessThan(10 * mib);
  const simple = await open(true, false);
  await simple.limit('b', 32 * mib);
  expect(await simple.used('b')).toBeLessThan(mib);
  expect(fill(pool, 'b', 64, 'new')).toBeGreaterThan(30 * mib);
});

test('btrfs: a volume with a nested subvolume is removed whole', async () => {
  await using pool = await storage('btrfs');
  await pool.create('deep');
  execFileSync('btrfs', ['subvolume', 'create', join(pool.path('deep'), 'nested')], { stdio: 'ignore' });
  await pool.remove('deep');
  expect(await pool.list()).toEqual([]);
});

test('btrfs: the pool is found again, and its file keeps one loop device', async () => {
  const dir = await mkdtemp('/var/tmp/slipway-storage-again-');
  try {
    const open = (): Promise<Storage> => openBtrfsStorage(instanceOf(dir), owner, 4 * 1024 * mib);
    await (await open()).create('kept');
    expect(await (await open()).list()).toEqual(['kept']);
    expect(await loopsOf(join(dir, 'pool.img'))).toHaveLength(1);
    await unmountBelow([join(dir, 'pool')]);
    expect(await (await open()).list()).toEqual(['kept']);
    expect(await loopsOf(join(dir, 'pool.img'))).toHaveLength(1);
    // A larger size in the configuration counts at once, a smaller one does not.
    const larger = await openBtrfsStorage(instanceOf(dir), owner, 6 * 1024 * mib);
    expect(await larger.freeBytes()).toBeGreaterThan(5 * 1024 * mib);
    expect(await (await open()).freeBytes()).toBeGreaterThan(5 * 1024 * mib);
  } finally {
    await unmountBelow([join(dir, 'pool')]);
    await detachLoops(join(dir, 'pool.img'));
    await rm(dir, { recursive: true, force: true });
  }
});

test('a disk without room for the pool is told before anything is made', async () => {
  const dir = await mkdtemp('/var/tmp/slipway-storage-full-');
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3g', 'tmpfs', dir]);
  try {
    await expect(openBtrfsStorage(instanceOf(dir), owner, 40 * 1024 * mib)).rejects.toMatchObject({
      code: 'host_unfit',
      message: expect.stringMatching(/has 3\.0 GiB free.*SLIPWAY_DATA/) as string,
    });
    expect(existsSync(join(dir, 'pool.img'))).toBe(false);
  } finally {
    execFileSync('umount', [dir]);
    await rm(dir, { recursive: true });
  }
});

test('names that are paths are refused', async () => {
  await using pool = await storage('directory');
  for (const name of ['../x', 'a/b', '', 'A', 'x'.repeat(61)]) expect(() => pool.path(name), name).toThrow();
});
