import { chmod, chown, mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../../protocol/errors.ts';
import { run } from './command.ts';
import type { Instance } from './ground.ts';
import { attachLoop, loopsOf } from './loop-device.ts';
import { fileSystemOf, readMounts } from './mounts.ts';
import { isBeforeSimpleQuotas, openPoolQuotas, type PoolQuotas } from './pool-quotas.ts';
import type { Storage } from './storage.ts';
import { volumeName } from './volume-name.ts';

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Left free on the disk that carries the pool's file: a pool that finds its disk full loses data. */
const hostReserveBytes = 2 * 1024 ** 3;
/** Least room in which a golden pool and a few sandboxes fit. */
const minPoolBytes = 4 * 1024 ** 3;
const growStepBytes = 512 * 1024 ** 2;

/**
 * The btrfs pool of an installation: `<data>/pool`, a loop-mounted file (or a directory, if the data directory is on
 * btrfs), with quotas on. Makes it or takes what is there. Throws host_unfit when this machine has no btrfs.
 */
export async function openBtrfsStorage(instance: Instance, owner: Owner, poolBytes: number): Promise<Storage> {
  const pool = join(instance.dataDir, 'pool');
  await mkdir(pool, { recursive: true, mode: 0o711 });
  const isNative = (await fileSystemOf(instance.dataDir)) === 'btrfs';
  const wasMounted = isNative || (await mountPool(pool, join(instance.dataDir, 'pool.img'), poolBytes));
  const volumes = join(pool, 'volumes');
  await mkdir(volumes, { recursive: true, mode: 0o711 });
  const quotas = await openPoolQuotas({ volumes, isOurs: !isNative, isInUse: wasMounted });
  return btrfsStorage({ volumes, quotas, owner, backing: isNative ? undefined : instance.dataDir });
}

interface Pool {
  readonly volumes: string;
  readonly quotas: PoolQuotas;
  readonly owner: Owner;
  /** The directory that carries the pool's file; undefined: it has none. */
  readonly backing: string | undefined;
}

function btrfsStorage({ volumes, quotas, owner, backing }: Pool): Storage {
  const path = (name: string): string => join(volumes, volumeName(name));
  return {
    kind: 'btrfs',
    path,
    async create(name) {
      await run('btrfs', ['subvolume', 'create', path(name)]);
      await chmod(path(name), 0o755);
      await chown(path(name), owner.uid, owner.gid);
    },
    async snapshot(from, to, { isCheckpoint = false } = {}) {
      // btrfs would put the snapshot into a directory that is there already.
      if (existsSync(path(to))) throw new AppError('conflict', `volume ${to} exists already`);
      const copy = async (): Promise<void> => {
        await run('btrfs', ['subvolume', 'snapshot', path(from), path(to)]);
      };
      await quotas.copying({ from: volumeName(from), to: volumeName(to), isCheckpoint, copy });
    },
    setQuota: (name, bytes) => quotas.limit(volumeName(name), bytes),
    usedBytes: (name) => quotas.used(volumeName(name)),
    async remove(name) {
      if (existsSync(path(name))) await quotas.removing(volumeName(name), () => removeSubvolume(path(name)));
    },
    async list() {
      return (await readdir(volumes)).filter((name) => /^[a-z0-9-]{1,60}$/.test(name)).sort();
    },
    async freeBytes() {
      const own = await statfs(volumes);
      const free = own.bavail * own.bsize;
      if (backing === undefined) return free;
      const host = await statfs(backing);
      return Math.max(0, Math.min(free, host.bavail * host.bsize - hostReserveBytes / 2));
    },
  };
}

/** A learner can't make nested subvolumes (seccomp), but one that is there must not keep the volume from going. */
async function removeSubvolume(path: string): Promise<void> {
  const first = await run('btrfs', ['subvolume', 'delete', path], { allowFailure: true });
  if (first.exitCode === 0 || !existsSync(path)) return;
  const { stdout } = await run('btrfs', ['subvolume', 'list', '-o', path], { allowFailure: true });
  const nested = stdout.split('\n').map((line) => / path (.+)$/.exec(line)?.[1]);
  for (const entry of nested.reverse()) {
    const inside = entry?.split(`/${path.split('/').at(-1) ?? ''}/`)[1];
    if (inside !== undefined) await run('btrfs', ['subvolume', 'delete', join(path, inside)], { allowFailure: true });
  }
  const again = await run('btrfs', ['subvolume', 'delete', path], { allowFailure: true });
  if (again.exitCode === 0 || !existsSync(path)) return;
  // Not a subvolume at all (left by a directory storage), or something still holds it.
  await rm(path, { recursive: true, force: true }).catch((cause: unknown) => {
    throw new AppError('internal', `volume ${path} can't be removed: ${first.stderr.trim()}`, { cause });
  });
}

/** Was it mounted already? */
async function mountPool(pool: string, image: string, poolBytes: number): Promise<boolean> {
  const mounts = await readMounts();
  if (!existsSync(image)) await makePool(image, poolBytes);
  // All that learners have is in it, for who can read it.
  await chmod(image, 0o600);
  const device = (await loopsOf(image))[0] ?? (await attachLoop(image));
  const wasMounted = mounts.some((mount) => mount.target === pool && mount.type === 'btrfs');
  if (!wasMounted) await mountDevice(pool, image, device);
  await growPool(pool, image, device, poolBytes);
  return wasMounted;
}

async function mountDevice(pool: string, image: string, device: string): Promise<void> {
  const mounted = await run('mount', ['-t', 'btrfs', '-o', 'noatime,discard=async', device, pool], {
    allowFailure: true,
  });
  if (mounted.exitCode === 0) return;
  await run('losetup', ['--detach', device], { allowFailure: true });
  const newer = isBeforeSimpleQuotas()
    ? '. Was it used with Linux 6.7 or newer? An older kernel can’t mount it then'
    : '';
  throw new AppError('host_unfit', `the pool ${image} can't be mounted: ${mounted.stderr.trim()}${newer}`);
}

/** After its configured size was raised. A pool never shrinks, and never grows past what the disk can hold. */
async function growPool(pool: string, image: string, device: string, poolBytes: number): Promise<void> {
  const file = await stat(image);
  const disk = await statfs(dirname(image));
  const possible = file.blocks * 512 + disk.bavail * disk.bsize - hostReserveBytes;
  const bytes = Math.min(poolBytes, possible);
  if (bytes < file.size + growStepBytes) return;
  await run('truncate', ['--size', String(bytes - (bytes % 4096)), image]);
  await run('losetup', ['--set-capacity', device]);
  await run('btrfs', ['filesystem', 'resize', 'max', pool]);
}

/** The file is sparse: it takes from the disk only what sandboxes write. */
async function makePool(image: string, poolBytes: number): Promise<void> {
  const host = await statfs(dirname(image));
  const bytes = Math.min(poolBytes, host.bavail * host.bsize - hostReserveBytes);
  if (bytes < minPoolBytes) {
    throw new AppError(
      'host_unfit',
      `${dirname(image)} has ${((host.bavail * host.bsize) / 1024 ** 3).toFixed(1)} GiB free; the pool of the sandboxes needs 6 GiB. Free some, or set SLIPWAY_DATA to a directory on a larger disk`,
    );
  }
  await run('truncate', ['--size', String(bytes - (bytes % 4096)), `${image}.new`]);
  await run('mkfs.btrfs', ['--quiet', '--force', `${image}.new`], { timeoutMs: 300_000 });
  await run('mv', [`${image}.new`, image]);
}
