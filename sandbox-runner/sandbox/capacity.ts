import { totalmem } from 'node:os';
import { AppError } from '../../protocol/errors.ts';
import type { Storage } from '../host/storage.ts';

const mib = 1024 ** 2;
/** For the machine itself, site and database included. */
const reservedMemoryBytes = 1536 * mib;
/** What a sandbox in use takes on average; an idle one takes 25 MB, its limit is far above. */
const memoryPerSandboxBytes = 384 * mib;
const diskPerSandboxBytes = 1024 * mib;
/** Below this, new sandboxes are refused so that those that run can go on writing. */
export const minFreeDiskBytes = 2 * 1024 * mib;

/** How many sandboxes fit on this machine: at least 1. */
export function defaultCapacity(freeDiskBytes: number, memoryBytes: number = totalmem()): number {
  const byMemory = Math.floor((memoryBytes - reservedMemoryBytes) / memoryPerSandboxBytes);
  const byDisk = Math.floor((freeDiskBytes - minFreeDiskBytes) / diskPerSandboxBytes);
  return Math.max(1, Math.min(byMemory, byDisk));
}

/** Throws AppError disk_full when the pool is too short for one more. */
export async function requireDisk(storage: Storage): Promise<void> {
  const freeBytes = await storage.freeBytes();
  if (freeBytes >= minFreeDiskBytes) return;
  throw new AppError('disk_full', `the storage pool has ${Math.round(freeBytes / mib)} MiB left`, {
    hint: 'The disk for machines is full, so no new one can be started now. Please tell the operator.',
  });
}
