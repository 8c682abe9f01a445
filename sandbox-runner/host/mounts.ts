import { readFile } from 'node:fs/promises';
import { AppError } from '../../protocol/errors.ts';
import { run } from './command.ts';

export interface Mount {
  readonly target: string;
  readonly type: string;
  readonly source: string;
}

/** The mounts that this process sees, in the order in which they were made. */
export async function readMounts(): Promise<Mount[]> {
  return parseMounts(await readFile('/proc/self/mountinfo', 'utf8'));
}

/** From the text of /proc/<pid>/mountinfo. */
export function parseMounts(mountinfo: string): Mount[] {
  const mounts: Mount[] = [];
  for (const line of mountinfo.split('\n')) {
    const [before, after] = line.split(' - ');
    const target = before?.split(' ')[4];
    const [type, source] = after?.split(' ') ?? [];
    if (target === undefined || type === undefined || source === undefined) continue;
    mounts.push({ target: unescape(target), type, source: unescape(source) });
  }
  return mounts;
}

/** Unmounts everything at or below the directories, newest first; what is busy is detached. */
export async function unmountBelow(dirs: readonly string[]): Promise<number> {
  let count = 0;
  // Mounts may lie on top of each other, so look again until nothing is left.
  for (let round = 0; round < 5; round += 1) {
    const targets = (await readMounts())
      .map((mount) => mount.target)
      .filter((target) => dirs.some((dir) => target === dir || target.startsWith(`${dir}/`)));
    if (targets.length === 0) return count;
    for (const target of targets.reverse()) {
      const plain = await run('umount', [target], { allowFailure: true });
      if (plain.exitCode !== 0) await run('umount', ['--lazy', target], { allowFailure: true });
      count += 1;
    }
  }
  throw new AppError('internal', `mounts below ${dirs.join(', ')} can't be removed`);
}

/** Type of the file system that `path` lies on, as the kernel names it. */
export function fileSystemOf(path: string): Promise<string> {
  return ofMount(path, 'FSTYPE');
}

/** Where the file system that `path` lies on is mounted. */
export function mountPointOf(path: string): Promise<string> {
  return ofMount(path, 'TARGET');
}

async function ofMount(path: string, column: 'FSTYPE' | 'TARGET'): Promise<string> {
  const { stdout } = await run('findmnt', ['--noheadings', '--output', column, '--target', path]);
  return stdout.trim().split('\n').at(-1) ?? '';
}

/** The kernel writes space, tab, newline and backslash as octal. */
function unescape(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
