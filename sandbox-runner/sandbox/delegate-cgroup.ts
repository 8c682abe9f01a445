import { chown, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../protocol/errors.ts';

export interface CgroupOwner {
  /** The host's pid of its init. */
  readonly pid: number;
  readonly containerId: string;
  readonly version: 'v1' | 'v2';
}

export interface DelegateCgroup extends CgroupOwner {
  readonly owner: { readonly uid: number; readonly gid: number };
}

/**
 * Gives the sandbox's root its own cgroup: the directory and the files with which processes are moved and children
 * made, but none with a limit in it. So nested limits work and its own can't be raised.
 */
export async function delegateCgroup(options: DelegateCgroup): Promise<void> {
  const { version, owner } = options;
  const dirs = await cgroupsOf(options);
  const files = version === 'v1' ? ['cgroup.procs', 'tasks'] : await delegatedFiles();
  await Promise.all(
    dirs.flatMap((dir) => [
      chown(dir, owner.uid, owner.gid),
      ...files.map((file) => chown(join(dir, file), owner.uid, owner.gid)),
    ]),
  );
}

/** The directories of a sandbox's own cgroups: one (v2), or one for each hierarchy (v1). Throws AppError internal. */
export async function cgroupsOf({ pid, containerId, version }: CgroupOwner): Promise<string[]> {
  if (pid <= 0) throw new AppError('internal', `container ${containerId} has no process`);
  const membership = await readFile(`/proc/${pid}/cgroup`, 'utf8');
  const hierarchies = parseHierarchies(await readFile('/proc/self/mountinfo', 'utf8'));
  const dirs = cgroupDirs(membership, hierarchies, containerId, version);
  if (dirs.length === 0) throw new AppError('internal', `no cgroup of process ${pid} belongs to ${containerId}`);
  return dirs;
}

/** Controller (v1) or '' (v2) → where its hierarchy is mounted. From the text of /proc/self/mountinfo. */
export function parseHierarchies(mountinfo: string): Map<string, string> {
  const hierarchies = new Map<string, string>();
  for (const line of mountinfo.split('\n')) {
    const [before, after] = line.split(' - ');
    const mountPoint = before?.split(' ')[4];
    const [type, , options] = after?.split(' ') ?? [];
    if (mountPoint === undefined) continue;
    if (type === 'cgroup2') hierarchies.set('', mountPoint);
    if (type !== 'cgroup') continue;
    for (const option of options?.split(',') ?? []) {
      if (!hierarchies.has(option)) hierarchies.set(option, mountPoint);
    }
  }
  return hierarchies;
}

/**
 * The cgroup directories of a process (text of /proc/<pid>/cgroup) in which `containerId` occurs. Others are left out:
 * the path of a process that just died would be the host's own root.
 */
export function cgroupDirs(
  membership: string,
  hierarchies: ReadonlyMap<string, string>,
  containerId: string,
  version: 'v1' | 'v2',
): string[] {
  const dirs = new Set<string>();
  for (const line of membership.split('\n')) {
    const match = /^\d+:([^:]*):(\/.*)$/.exec(line);
    if (match === null) continue;
    const [, controllers = '', path = ''] = match;
    if ((controllers === '') !== (version === 'v2')) continue;
    const mountPoint = hierarchies.get(controllers.split(',')[0] ?? '');
    // The sandbox's init may have moved to its leaf already.
    const own = version === 'v2' ? path.replace(/\/init$/, '') : path;
    if (mountPoint !== undefined && (own.split('/').at(-1) ?? '').includes(containerId))
      dirs.add(join(mountPoint, own));
  }
  return [...dirs];
}

/** Of what the kernel names as fit to be delegated, that which moves processes; all exist in every cgroup. */
async function delegatedFiles(): Promise<string[]> {
  const text = await readFile('/sys/kernel/cgroup/delegate', 'utf8').catch(() => '');
  const named = text.split('\n').filter((name) => name.startsWith('cgroup.'));
  return named.length > 0 ? named : ['cgroup.procs', 'cgroup.threads', 'cgroup.subtree_control'];
}
