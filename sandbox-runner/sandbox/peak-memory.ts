import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cgroupsOf, type CgroupOwner } from './delegate-cgroup.ts';

const files = { v1: 'memory.max_usage_in_bytes', v2: 'memory.peak' } as const;

/**
 * The most memory that a sandbox has had at a time since it was made, in bytes, with the files that its kernel keeps at
 * hand; null: this kernel does not count it. Throws AppError internal when it has no process any more.
 */
export async function peakMemory(sandbox: CgroupOwner): Promise<number | null> {
  for (const dir of await cgroupsOf(sandbox)) {
    const text = await readFile(join(dir, files[sandbox.version]), 'utf8').catch(() => '');
    if (/^\d+\s*$/.test(text)) return Number(text);
  }
  return null;
}
