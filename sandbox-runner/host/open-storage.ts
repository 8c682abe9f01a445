import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { AppError } from '../../protocol/errors.ts';
import type { RunnerConfig } from '../config.ts';
import type { Instance } from './ground.ts';
import { openBtrfsStorage, type Owner } from './storage-btrfs.ts';
import { openDirectoryStorage } from './storage-directory.ts';
import type { Storage } from './storage.ts';

/** The storage that is asked for; with "auto" btrfs, and plain directories where this machine can't. */
export async function openStorage(
  instance: Instance,
  owner: Owner,
  wanted: RunnerConfig['storage'],
  log: Logger,
): Promise<Storage> {
  if (wanted.kind === 'directory') return openDirectoryStorage(instance, owner);
  try {
    return await openBtrfsStorage(instance, owner, wanted.poolBytes);
  } catch (error) {
    // A pool that exists and can't be opened holds learners' work: falling back would hide it.
    const mayFallBack = wanted.kind === 'auto' && !existsSync(join(instance.dataDir, 'pool.img'));
    if (!mayFallBack || !(error instanceof AppError) || error.code !== 'host_unfit') throw error;
    log.warn(
      { err: error },
      'no btrfs here: sandboxes are stored in plain directories, slower and without disk quotas',
    );
    return openDirectoryStorage(instance, owner);
  }
}
