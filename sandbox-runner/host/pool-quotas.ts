import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../protocol/errors.ts';
import { run } from './command.ts';
import { mountPointOf } from './mounts.ts';
import { quotaRows, type QuotaRows } from './quota-rows.ts';
import { simpleQuotas } from './simple-quotas.ts';

/** What counts for a volume of the pool, and how it is bounded. */
export interface PoolQuotas {
  /** Bounds what volume `name` may hold, in bytes. */
  limit(name: string, bytes: number): Promise<void>;
  /** Bytes that count for volume `name`; which these are depends on the kernel. */
  used(name: string): Promise<number>;
  /** `copy` makes `to` from `from`. */
  copying(copying: Copying): Promise<void>;
  /** `remove` removes volume `name`. */
  removing(name: string, remove: () => Promise<void>): Promise<void>;
}

export interface Copying {
  readonly from: string;
  readonly to: string;
  readonly isCheckpoint: boolean;
  readonly copy: () => Promise<void>;
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

const features = '/sys/fs/btrfs/features';

/** Turns quotas on: simple ones (Linux 6.7) in a pool of ours, otherwise quota groups. See docs/decisions/016. */
export async function openPoolQuotas({ volumes, isOurs, isInUse }: PoolQuotasOptions): Promise<PoolQuotas> {
  const { stdout } = await run('btrfs', ['filesystem', 'show', await mountPointOf(volumes)]);
  const uuid = /uuid: ([0-9a-f-]{36})/.exec(stdout)?.[1];
  if (uuid === undefined) throw new AppError('internal', `btrfs does not tell the uuid of ${volumes}:\n${stdout}`);
  const dir = `/sys/fs/btrfs/${uuid}/qgroups`;
  const mode = await modeOf(dir);
  const canBeSimple = isOurs && existsSync(join(features, 'simple_quota'));
  const isChanged = canBeSimple && mode === 'qgroup' && !isInUse;
  if (isChanged) await run('btrfs', ['quota', 'disable', volumes]);
  if (isChanged || (canBeSimple && mode === 'off')) await enableSimple(volumes);
  else if (mode === 'off') await run('btrfs', ['quota', 'enable', volumes]);
  const rows = quotaRows(volumes, dir);
  return (await modeOf(dir)) === 'squota' ? simpleQuotas(volumes, rows) : quotaGroups(rows);
}

/** Is this a kernel that can't mount a pool with simple quotas? False: also when it has no btrfs at all. */
export function isBeforeSimpleQuotas(): boolean {
  return existsSync(features) && !existsSync(join(features, 'simple_quota'));
}

async function modeOf(dir: string): Promise<Mode> {
  if (!existsSync(dir)) return 'off';
  // Older kernels know one mode only, and have no such file.
  const mode = await readFile(join(dir, 'mode'), 'utf8').catch(() => 'qgroup');
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

/** Everything that a volume refers to counts for it, shared or not. */
function quotaGroups(rows: QuotaRows): PoolQuotas {
  return {
    limit: (name, bytes) => rows.limitVolume(name, bytes),
    used: async (name) => rows.counted(await rows.own(name)),
    copying: ({ copy }) => copy(),
    removing: (name, remove) => rows.removing(name, remove),
  };
}
