import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { AppError } from '../../protocol/errors.ts';
import type { RunnerConfig } from '../config.ts';
import type { Instance } from './ground.ts';
import { openBtrfsStorage, type Owner } from './storage-btrfs.ts';
import { openDirectoryStorage, volumesDir } from './storage-directory.ts';
import type { Storage } from './storage.ts';

/**
 * The storage that is asked for; with "auto" the one that has machines already, else btrfs, and plain directories where this
 * machine can't. What the other one keeps is not offered meanwhile, and not lost.
 */
export async function openStorage(
  instance: Instance,
  owner: Owner,
  wanted: RunnerConfig['storage'],
  log: Logger,
): Promise<Storage> {
  const hasPool = existsSync(join(instance.dataDir, 'pool.img'));
  const volumes = await readdir(volumesDir(instance)).catch(() => []);
  const stays = wanted.kind === 'auto' && !hasPool && volumes.length > 0;
  if (stays) log.warn('machines are kept in plain directories here; SLIPWAY_STORAGE=btrfs begins anew, without them');
  if (wanted.kind === 'directory' && hasPool)
    log.warn('machines are kept on btrfs here; they are not offered while SLIPWAY_STORAGE is directory');
  if (wanted.kind === 'directory' || stays) return openDirectoryStorage(instance, owner);
  try {
    return await openBtrfsStorage(instance, owner, wanted.poolBytes);
  } catch (error) {
    // A pool that exists and can't be opened holds learners' work: falling back would hide it.
    const mayFallBack = wanted.kind === 'auto' && !hasPool;
    if (!mayFallBack || !(error instanceof AppError) || error.code !== 'host_unfit') throw error;
    log.warn(
      { err: error },
      'no btrfs here: sandboxes are stored in plain directories, slower and without disk quotas',
    );
    return openDirectoryStorage(instance, owner);
  }
}
