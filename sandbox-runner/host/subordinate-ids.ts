import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../protocol/errors.ts';
import { run } from './command.ts';
import type { Owner } from './storage-btrfs.ts';
import { ensureSystemUser } from './system-user.ts';

export const sandboxUser = 'slipway-sandbox';
const rangeSize = 65_536;
const lowestStart = 1_000_000;

export interface IdRange {
  readonly user: string;
  readonly start: number;
  readonly count: number;
}

/**
 * Makes sure that the system user slipway-sandbox exists and has a range of 65,536 subordinate ids that is nobody
 * else's. Returns what id 0 of a sandbox is on the host. The range is remembered in `stateDir`: files in volumes bear it.
 */
export async function ensureSubordinateIds(stateDir: string): Promise<Owner> {
  await ensureSystemUser(sandboxUser);
  const users = await readRanges('/etc/subuid');
  const groups = await readRanges('/etc/subgid');
  const file = join(stateDir, 'subordinate-ids');
  const remembered = Number((await readFile(file, 'utf8').catch(() => '')).trim() || Number.NaN);
  const start = chooseStart(users, groups, remembered);
  const range = `${start}-${start + rangeSize - 1}`;
  if (!owns(users, start)) await run('usermod', ['--add-subuids', range, sandboxUser]);
  if (!owns(groups, start)) await run('usermod', ['--add-subgids', range, sandboxUser]);
  await mkdir(stateDir, { recursive: true, mode: 0o755 });
  await writeFile(file, `${start}\n`);
  return { uid: start, gid: start };
}

/** The ranges in the text of /etc/subuid or /etc/subgid; lines that are none are left out. */
export function parseRanges(text: string): IdRange[] {
  return text.split('\n').flatMap((line) => {
    const [user, start, count] = line.trim().split(':');
    if (user === undefined || user === '' || user.startsWith('#') || !start || !count) return [];
    return [{ user, start: Number(start), count: Number(count) }];
  });
}

/**
 * The start of the range to use: the one that the user has, otherwise the remembered one, otherwise the first free.
 * The engine takes the user's first range of at least 65,536, so a second one would never be used.
 */
export function chooseStart(users: readonly IdRange[], groups: readonly IdRange[], remembered: number): number {
  const own = users.find((range) => range.user === sandboxUser);
  const all = [...users, ...groups];
  const isFree = (start: number): boolean =>
    all.every((r) => r.user === sandboxUser || r.start >= start + rangeSize || r.start + r.count <= start);
  const ownStart = own !== undefined && own.count >= rangeSize ? own.start : undefined;
  if (ownStart !== undefined && isFree(ownStart)) {
    if (!Number.isNaN(remembered) && remembered !== ownStart) throw moved(remembered, ownStart);
    return ownStart;
  }
  if (!Number.isNaN(remembered)) {
    if (own === undefined && isFree(remembered)) return remembered;
    throw moved(remembered, ownStart);
  }
  if (own !== undefined) {
    throw new AppError(
      'host_unfit',
      `the range of ${sandboxUser} in /etc/subuid overlaps another user's or is too small: remove its line`,
    );
  }
  for (let start = lowestStart; start < 2 ** 32 - 2 * rangeSize; start += rangeSize) if (isFree(start)) return start;
  throw new AppError(
    'host_unfit',
    '/etc/subuid has no free range of 65536 ids: remove users that are not needed any more',
  );
}

function moved(remembered: number, own: number | undefined): AppError {
  return new AppError(
    'host_unfit',
    `the data directory was made with subordinate ids from ${remembered}, but ${own === undefined ? 'they belong to somebody else here' : `${sandboxUser} has ${own}`}: put "${sandboxUser}:${remembered}:${rangeSize}" into /etc/subuid and /etc/subgid instead, or start with another SLIPWAY_DATA`,
  );
}

const owns = (ranges: readonly IdRange[], start: number): boolean =>
  ranges.some((range) => range.user === sandboxUser && range.start === start);

async function readRanges(path: string): Promise<IdRange[]> {
  return parseRanges(await readFile(path, 'utf8').catch(() => ''));
}

/** The user's own ids, under which registry and gateway run: none that a sandbox has. */
export async function sandboxUserIds(): Promise<Owner> {
  const { uid, gid } = await ensureSystemUser(sandboxUser);
  return { uid, gid };
}
