import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../protocol/errors.ts';
import { run } from './command.ts';
import { mountPointOf } from './mounts.ts';

/** What counts for a volume of the pool, and how it is bounded. */
export interface PoolQuotas {
  /** Bounds what volume `name` may hold, in bytes. Throws quota_exceeded when it holds far more already. */
  limit(name: string, bytes: number): Promise<void>;
  /** Bytes that volume `name` holds; how exactly depends on the kernel. */
  used(name: string): Promise<number>;
  /** `copy` makes `to` from `from`. A base counts for nobody: what is made from it begins with nothing. */
  copying(from: string, to: string, isBase: boolean, copy: () => Promise<void>): Promise<void>;
  /** `remove` removes volume `name`. */
  removing(name: string, remove: () => Promise<void>): Promise<void>;
}

export interface PoolQuotasOptions {
  /** The directory of the volumes, on btrfs. */
  readonly volumes: string;
  /** May the file system be changed so that kernels before 6.7 can't mount it any more? */
  readonly isOurs: boolean;
  /** Do sandboxes run on it? Their limits would be lost with another way of counting. */
  readonly isInUse: boolean;
}

type Mode = 'off' | 'qgroup' | 'squota';

/**
 * Turns quotas on: simple ones (Linux 6.7) in a pool of ours, otherwise quota groups. See docs/decisions/016.
 */
export async function openPoolQuotas({ volumes, isOurs, isInUse }: PoolQuotasOptions): Promise<PoolQuotas> {
  const { stdout } = await run('btrfs', ['filesystem', 'show', await mountPointOf(volumes)]);
  const uuid = /uuid: ([0-9a-f-]{36})/.exec(stdout)?.[1];
  if (uuid === undefined) throw new AppError('internal', `btrfs does not tell the uuid of ${volumes}:\n${stdout}`);
  const rows = `/sys/fs/btrfs/${uuid}/qgroups`;
  const mode = await modeOf(rows);
  const canBeSimple = isOurs && hasSimpleQuotas();
  const isChanged = canBeSimple && mode === 'qgroup' && !isInUse;
  if (isChanged) await run('btrfs', ['quota', 'disable', volumes]);
  if (isChanged || (canBeSimple && mode === 'off')) await enableSimple(volumes);
  else if (mode === 'off') await run('btrfs', ['quota', 'enable', volumes]);
  // Rows of volumes that were removed while a checkpoint still held their data.
  await run('btrfs', ['qgroup', 'clear-stale', volumes], { allowFailure: true });
  const tree = btrfsTree(volumes, rows);
  if ((await modeOf(rows)) !== 'squota') return quotaGroups(tree);
  const inherited = await openInherited(volumes);
  // What was there before is counted for nobody.
  if (isChanged) for (const name of await readdir(volumes)) await inherited.setBase(name);
  return simpleQuotas(tree, inherited);
}

/** Does this kernel know simple quotas? A pool that has them can't be mounted by one that doesn't. */
export function hasSimpleQuotas(): boolean {
  return existsSync('/sys/fs/btrfs/features/simple_quota');
}

async function modeOf(rows: string): Promise<Mode> {
  if (!existsSync(rows)) return 'off';
  // Older kernels know one mode only, and have no such file.
  const mode = await readFile(join(rows, 'mode'), 'utf8').catch(() => 'qgroup');
  return mode.trim() === 'squota' ? 'squota' : 'qgroup';
}

/**
 * Debian 12's btrfs-progs don't know the option, so the kernel is asked directly: BTRFS_IOC_QUOTA_CTL with the command
 * BTRFS_QUOTA_CTL_ENABLE_SIMPLE_QUOTA (linux/btrfs.h). Perl is essential in Debian.
 */
async function enableSimple(volumes: string): Promise<void> {
  const program =
    'open(my $dir, "<", shift) or die $!; my $args = pack("QQ", 4, 0); ioctl($dir, 0xc0109428, $args) or die $!';
  await run('perl', ['-e', program, volumes]);
}

interface Tree {
  readonly path: (name: string) => string;
  /** Bytes that the kernel counts for the volume, each time it is called; the last known once the volume is gone. */
  readonly counter: (name: string) => Promise<() => Promise<number>>;
  readonly limit: (name: string, bytes: number) => Promise<void>;
  readonly removing: (name: string, remove: () => Promise<void>) => Promise<void>;
}

function btrfsTree(volumes: string, rows: string): Tree {
  const path = (name: string): string => join(volumes, name);
  const idOf = async (name: string): Promise<string> =>
    (await run('btrfs', ['inspect-internal', 'rootid', path(name)])).stdout.trim();
  return {
    path,
    async counter(name) {
      const row = join(rows, `0_${await idOf(name)}`, 'referenced');
      const read = async (): Promise<number> => {
        const bytes = Number(await readFile(row, 'utf8'));
        if (Number.isFinite(bytes)) return bytes;
        throw new AppError('internal', `the kernel tells no size of ${path(name)}`);
      };
      let last = await read();
      return async () => (last = await read().catch(() => last));
    },
    async limit(name, bytes) {
      await run('btrfs', ['qgroup', 'limit', String(bytes), path(name)]);
    },
    async removing(name, remove) {
      const id = await idOf(name).catch(() => undefined);
      await remove();
      // Otherwise the kernel keeps a row per volume that ever was.
      if (id !== undefined) await run('btrfs', ['qgroup', 'destroy', `0/${id}`, volumes], { allowFailure: true });
    },
  };
}

/** Everything that a volume refers to counts for it, shared or not. */
function quotaGroups({ counter, limit, removing }: Tree): PoolQuotas {
  return {
    limit,
    used: async (name) => (await counter(name))(),
    copying: (_from, _to, _isBase, copy) => copy(),
    removing,
  };
}

/** What an engine writes when it starts: a machine that is full can still be opened and cleared. */
const leastBytes = 32 * 1024 ** 2;
/** So far beyond its limit nothing gets by itself. */
const mostBeyondBytes = 1024 ** 3;
/** From here on it is worth counting what is really there. */
const recountFromBytes = 1024 ** 3;
const recountWithinMs = 120_000;

/**
 * What was written into a volume counts for it; what it shares with the one that it was made from does not. So that nobody
 * gets more by way of checkpoints, each knows what it took over.
 */
function simpleQuotas({ path, counter, limit, removing }: Tree, inherited: Inherited): PoolQuotas {
  let recounts: Promise<unknown> = Promise.resolve();
  /** Something taken over and deleted since still counts until here. */
  const recount = async (name: string, bytes: number): Promise<number> => {
    const command = ['-n', '19', 'du', '--summarize', '--block-size=1', '--one-file-system', path(name)];
    const { stdout } = await run('nice', command, { timeoutMs: recountWithinMs, allowFailure: true });
    const real = Number.parseInt(stdout, 10);
    if (!(real < bytes)) return bytes;
    if (existsSync(path(name))) await inherited.set(name, real);
    return real;
  };
  return {
    async limit(name, bytes) {
      const before = await inherited.get(name);
      if (before > bytes + mostBeyondBytes)
        throw new AppError('quota_exceeded', `${name} begins with ${before} bytes, and may have ${bytes}`, {
          hint: 'The disk of this machine was full when it was kept. Start again from an earlier moment.',
        });
      await limit(name, Math.max(leastBytes, bytes - before));
    },
    async used(name) {
      const before = await inherited.get(name);
      const own = await (await counter(name))();
      if (before < recountFromBytes) return before + own;
      const counting = recounts.then(() => recount(name, before));
      recounts = counting.catch(() => undefined);
      return (await counting) + own;
    },
    async copying(from, to, isBase, copy) {
      if (isBase || (await inherited.isBase(from))) {
        await copy();
        if (isBase) await inherited.setBase(to);
        return;
      }
      const before = await inherited.get(from);
      // A machine that ends is gone right after its copy was made.
      const own = await counter(from);
      await copy();
      // Afterwards: making a copy writes out, and so counts, what was still on its way to the disk.
      await inherited.set(to, before + (await own()));
    },
    async removing(name, remove) {
      await removing(name, remove);
      await inherited.forget(name);
    },
  };
}

/** For each volume what it took over from those before it, in bytes. */
interface Inherited {
  /** 0 for one that took over nothing, and for a base. */
  get(name: string): Promise<number>;
  isBase(name: string): Promise<boolean>;
  set(name: string, bytes: number): Promise<void>;
  setBase(name: string): Promise<void>;
  forget(name: string): Promise<void>;
}

/** In files beside the volumes, out of reach of whoever is in them. */
async function openInherited(volumes: string): Promise<Inherited> {
  const dir = join(volumes, '../inherited');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const file = (name: string): string => join(dir, name);
  for (const name of await readdir(dir)) if (!existsSync(join(volumes, name))) await rm(file(name));
  const read = async (name: string): Promise<string> =>
    existsSync(file(name)) ? await readFile(file(name), 'utf8') : '0';
  const write = async (name: string, text: string): Promise<void> => {
    await writeFile(`${file(name)}.new`, text);
    await rename(`${file(name)}.new`, file(name));
  };
  return {
    get: async (name) => Number(await read(name)) || 0,
    isBase: async (name) => (await read(name)) === 'base',
    set: (name, bytes) => write(name, String(bytes)),
    setBase: (name) => write(name, 'base'),
    forget: (name) => rm(file(name), { force: true }),
  };
}
