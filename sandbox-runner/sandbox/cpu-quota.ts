import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cgroupsOf, type CgroupOwner } from './delegate-cgroup.ts';

const files = { v1: 'cpu.cfs_quota_us', v2: 'cpu.max' } as const;
const unlimited = { v1: '-1', v2: 'max' } as const;

/**
 * Lifts a sandbox's limit of CPU time while its engine starts and somebody waits: that is work of many threads, which a
 * limit of one CPU makes half as long again. The returned function puts the limit back. It gives false when that can't
 * be: on v1 no group may have a higher limit than the one around it, and the sandbox has made one meanwhile.
 */
export async function liftCpuQuota(sandbox: CgroupOwner): Promise<() => Promise<boolean>> {
  const { version } = sandbox;
  const file = (await cgroupsOf(sandbox)).map((dir) => join(dir, files[version])).find((path) => existsSync(path));
  if (file === undefined) return () => Promise.resolve(true);
  const limit = (await readFile(file, 'utf8')).trim();
  await writeFile(file, unlimited[version]);
  return () =>
    writeFile(file, limit).then(
      () => true,
      (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'EINVAL') return false;
        throw error;
      },
    );
}
