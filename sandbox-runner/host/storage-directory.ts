import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, rename, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../protocol/errors.ts';
import { run } from './command.ts';
import type { Instance } from './ground.ts';
import type { Owner } from './storage-btrfs.ts';
import type { Storage } from './storage.ts';
import { volumeName } from './volume-name.ts';

export function volumesDir({ dataDir }: Instance): string {
  return join(dataDir, 'volumes');
}

/** The fallback without btrfs: volumes are directories, a snapshot is a copy, and nothing bounds their size. */
export async function openDirectoryStorage(instance: Instance, owner: Owner): Promise<Storage> {
  const volumes = volumesDir(instance);
  await mkdir(volumes, { recursive: true, mode: 0o711 });
  const path = (name: string): string => join(volumes, volumeName(name));
  return {
    kind: 'directory',
    path,
    async create(name) {
      await mkdir(path(name));
      await chmod(path(name), 0o755);
      await chown(path(name), owner.uid, owner.gid);
    },
    async snapshot(from, to) {
      if (existsSync(path(to))) throw new AppError('conflict', `volume ${to} exists already`);
      // Under another name until it is whole: half a copy must not look like a volume.
      const partial = join(volumes, `${volumeName(to)}.partial`);
      await run('rm', ['-rf', '--one-file-system', partial], { timeoutMs: 600_000 });
      // A running sandbox changes files while they are copied; one that vanished meanwhile is no error worth failing for.
      const copy = await run('cp', ['--archive', '--reflink=auto', '--one-file-system', path(from), partial], {
        timeoutMs: 600_000,
        allowFailure: true,
      });
      const serious = copy.stderr.split('\n').filter((line) => line !== '' && !line.includes('No such file'));
      if (copy.exitCode !== 0 && serious.length > 0) {
        await run('rm', ['-rf', '--one-file-system', partial], { timeoutMs: 600_000 });
        throw new AppError('internal', `volume ${from} can't be copied to ${to}: ${serious.slice(0, 5).join('; ')}`);
      }
      await rename(partial, path(to));
    },
    setQuota: () => Promise.resolve(),
    async usedBytes(name) {
      const { stdout } = await run('du', ['--summarize', '--block-size=1', '--one-file-system', path(name)], {
        timeoutMs: 300_000,
        allowFailure: true,
      });
      return Number.parseInt(stdout, 10) || 0;
    },
    async remove(name) {
      await run('rm', ['-rf', '--one-file-system', path(name)], { timeoutMs: 600_000 });
    },
    async list() {
      return (await readdir(volumes)).filter((name) => /^[a-z0-9-]{1,60}$/.test(name)).sort();
    },
    async freeBytes() {
      const disk = await statfs(volumes);
      return disk.bavail * disk.bsize;
    },
  };
}
