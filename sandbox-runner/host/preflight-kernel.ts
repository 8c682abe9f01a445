import { readFile } from 'node:fs/promises';
import type { Problem } from './preflight.ts';

const minKernel = { major: 5, minor: 11 };
const minUserNamespaces = 1024;

/** Problems of the running kernel, from what /proc and /sys say. */
export async function kernelFeatures(): Promise<Problem[]> {
  const read = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);
  return kernelProblems({
    release: (await read('/proc/sys/kernel/osrelease')) ?? '',
    maxUserNamespaces: await read('/proc/sys/user/max_user_namespaces'),
    unifiedControllers: await read('/sys/fs/cgroup/cgroup.controllers'),
    cgroups: (await read('/proc/cgroups')) ?? '',
    mountinfo: (await read('/proc/self/mountinfo')) ?? '',
  });
}

export interface KernelTexts {
  readonly release: string;
  /** Undefined: a kernel without user namespaces. */
  readonly maxUserNamespaces: string | undefined;
  /** Undefined: cgroup v1. */
  readonly unifiedControllers: string | undefined;
  readonly cgroups: string;
  readonly mountinfo: string;
}

/** The same from texts. */
export function kernelProblems(texts: KernelTexts): Problem[] {
  const problems: Problem[] = [];
  const release = texts.release.trim();
  const [major = 0, minor = 0] = release.split('.').map((part) => Number.parseInt(part, 10));
  if (major < minKernel.major || (major === minKernel.major && minor < minKernel.minor)) {
    problems.push({
      what: `the kernel is ${release}; overlay mounts in user namespaces need ${minKernel.major}.${minKernel.minor} or later`,
      remedy: 'Update the kernel and boot it',
      fatal: true,
    });
  }
  const max = Number(texts.maxUserNamespaces ?? '0');
  if (max < minUserNamespaces) {
    problems.push({
      what: `user namespaces are ${max === 0 ? 'switched off' : `limited to ${max}`}`,
      remedy: 'Run sysctl -w user.max_user_namespaces=15000, and put that into /etc/sysctl.d',
      fatal: true,
    });
  }
  const missing = missingControllers(texts);
  if (missing.length > 0) {
    problems.push({
      what: `control groups lack ${missing.join(', ')}`,
      remedy: missing.includes('memory')
        ? 'Add cgroup_enable=memory to the kernel command line (on a Raspberry Pi: cmdline.txt) and boot'
        : 'Mount /sys/fs/cgroup as systemd does, or use a kernel that has them',
      fatal: true,
    });
  }
  return problems;
}

function missingControllers({ unifiedControllers, cgroups, mountinfo }: KernelTexts): string[] {
  const needed = ['memory', 'cpu', 'pids', 'cpuset'];
  if (unifiedControllers !== undefined) {
    const present = unifiedControllers.trim().split(' ');
    return needed.filter((name) => !present.includes(name));
  }
  const isEnabled = (name: string): boolean => new RegExp(`^${name}\\t\\d+\\t\\d+\\t1`, 'm').test(cgroups);
  const isMounted = (name: string): boolean => new RegExp(` - cgroup \\S+ \\S*\\b${name}\\b`).test(mountinfo);
  return [...needed, 'devices', 'freezer'].filter((name) => !isEnabled(name) || !isMounted(name));
}
