import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instance } from './ground.ts';
import { groundPaths } from './instance.ts';

/** Makes the run directory. What an earlier boot left in it (where /run is on a disk) names processes that are gone. */
export async function forgetEarlierBoot(instance: Instance): Promise<void> {
  const { run } = groundPaths(instance);
  const file = join(run, 'boot-id');
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before !== undefined && before !== boot) await rm(run, { recursive: true, force: true });
  await mkdir(run, { recursive: true, mode: 0o711 });
  await writeFile(file, boot);
}
