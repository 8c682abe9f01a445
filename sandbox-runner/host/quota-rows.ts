import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../protocol/errors.ts';
import { run } from './command.ts';

/**
 * The kernel's rows of a pool's quotas: `0/<id>` counts for the volume with that id, `1/<id>` for all rows that belong to it. What
 * the kernel refuses throws host_unfit.
 */
export interface QuotaRows {
  /** The row of a volume. */
  own(name: string): Promise<string>;
  /** Bytes that count in a row. */
  counted(row: string): Promise<number>;
  /** The limit of a row in bytes; undefined: it has none. */
  limitOf(row: string): Promise<number | undefined>;
  /** Undefined: none any more. */
  setLimit(row: string, bytes: number | undefined): Promise<void>;
  /** `setLimit` of a volume's own row. */
  limitVolume(name: string, bytes: number): Promise<void>;
  /** Success if it is there. */
  make(row: string): Promise<void>;
  /** Success if it belongs there already. */
  assign(row: string, to: string): Promise<void>;
  /** The kernel keeps a row that something still counts in, or belongs to. */
  drop(row: string): Promise<void>;
  /** `remove` removes a volume; then drops its row, which the kernel would keep for each that ever was. */
  removing(name: string, remove: () => Promise<void>): Promise<void>;
  /** Drops the rows of volumes that are gone, as far as nothing counts in them. */
  dropStale(): Promise<void>;
  /** Numbers of the rows `1/<id>`. */
  groups(): Promise<string[]>;
}

/** `volumes`: where the pool's volumes lie. `dir`: the rows in /sys/fs/btrfs. */
export function quotaRows(volumes: string, dir: string): QuotaRows {
  const read = async (row: string, what: string): Promise<number> => {
    const text = await readFile(join(dir, row.replace('/', '_'), what), 'utf8');
    const bytes = Number(text);
    if (Number.isFinite(bytes)) return bytes;
    throw new AppError('internal', `the kernel says no number for ${what} of ${row}, but ${JSON.stringify(text)}`);
  };
  const qgroup = async (command: string, ...args: string[]): Promise<void> => {
    await run('btrfs', ['qgroup', command, ...args, volumes]);
  };
  const attempt = async (command: string, ...args: string[]): Promise<void> => {
    await run('btrfs', ['qgroup', command, ...args, volumes], { allowFailure: true });
  };
  const own = async (name: string): Promise<string> => {
    const { stdout } = await run('btrfs', ['inspect-internal', 'rootid', join(volumes, name)]);
    return `0/${stdout.trim()}`;
  };
  const drop = (row: string): Promise<void> => attempt('destroy', row);
  return {
    own,
    counted: (row) => read(row, 'referenced'),
    limitOf: async (row) => (await read(row, 'max_referenced')) || undefined,
    setLimit: (row, bytes) => qgroup('limit', bytes === undefined ? 'none' : String(bytes), row),
    limitVolume: async (name, bytes) => {
      await run('btrfs', ['qgroup', 'limit', String(bytes), join(volumes, name)]);
    },
    make: (row) => attempt('create', row),
    assign: (row, to) => attempt('assign', '--no-rescan', row, to),
    drop,
    async removing(name, remove) {
      const row = await own(name).catch(() => undefined);
      await remove();
      if (row !== undefined) await drop(row);
    },
    dropStale: () => attempt('clear-stale'),
    groups: async () => (await readdir(dir)).flatMap((name) => (name.startsWith('1_') ? [name.slice(2)] : [])),
  };
}
