import { rm } from 'node:fs/promises';
import { unmountBelow } from './mounts.ts';

/**
 * Removes a directory of ours with everything in it. What is mounted in it goes first: a build that was killed leaves the
 * host's own /proc, /sys and /dev there, and removing would go through them.
 */
export async function removeTree(dir: string): Promise<void> {
  await unmountBelow([dir]);
  await rm(dir, { recursive: true, force: true });
}
