import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { AppError } from '../../protocol/errors.ts';
import { findProgram, run, runIn } from './command.ts';

/** Something that this machine lacks, and what its operator can do. */
export interface Problem {
  readonly what: string;
  readonly remedy: string;
  /** False: Slipway works, with the loss that `what` tells. */
  readonly fatal: boolean;
}

/** Program → Debian package. */
const programs: Readonly<Record<string, string>> = {
  dockerd: 'docker.io',
  docker: 'docker.io or docker-cli',
  containerd: 'containerd',
  runc: 'runc',
  'docker-registry': 'docker-registry',
  mmdebstrap: 'mmdebstrap',
  'iptables-restore': 'iptables',
  ip: 'iproute2',
  ss: 'iproute2',
  nsenter: 'util-linux',
  flock: 'util-linux',
  setpriv: 'util-linux',
  losetup: 'mount',
  sysctl: 'procps',
  useradd: 'passwd',
};
const minKernel = { major: 5, minor: 11 };

/** Throws host_unfit that names every problem and its remedy at once; only warns of those that are not fatal. */
export async function requireFitMachine(dataDir: string, log: Logger): Promise<void> {
  const problems = await preflight(dataDir);
  for (const { what, remedy } of problems.filter((p) => !p.fatal)) log.warn(`${what}. ${remedy}`);
  const fatal = problems.filter((problem) => problem.fatal);
  if (fatal.length === 0) return;
  const lines = fatal.map(({ what, remedy }) => `  - ${what}. ${remedy}`);
  throw new AppError('host_unfit', `this machine can't run sandboxes yet:\n${lines.join('\n')}`);
}

/** What the runner can't do without, tried out where that is cheap. About 50 ms; leaves nothing behind. */
export async function preflight(dataDir: string): Promise<Problem[]> {
  if (process.getuid?.() !== 0) {
    return [{ what: 'the runner is not started as root', remedy: 'Start it with sudo', fatal: true }];
  }
  const missing = Object.entries(programs).filter(([name]) => findProgram(name) === undefined);
  if (missing.length > 0) {
    const packages = [...new Set(missing.map(([, name]) => name))].join(' ');
    const names = missing.map(([name]) => name).join(', ');
    return [{ what: `programs are missing: ${names}`, remedy: `Run apt-get install ${packages}`, fatal: true }];
  }
  const checks = await Promise.all([
    kernel(),
    fileSystems(),
    userNamespaces(),
    cgroups(),
    network(),
    dataDirectory(dataDir),
  ]);
  return checks.flat();
}

async function kernel(): Promise<Problem[]> {
  const release = (await readFile('/proc/sys/kernel/osrelease', 'utf8')).trim();
  const [major = 0, minor = 0] = release.split('.').map((part) => Number.parseInt(part, 10));
  if (major > minKernel.major || (major === minKernel.major && minor >= minKernel.minor)) return [];
  return [
    {
      what: `the kernel is ${release}; overlay mounts in user namespaces need ${minKernel.major}.${minKernel.minor} or later`,
      remedy: 'Update the kernel and boot it',
      fatal: true,
    },
  ];
}

async function fileSystems(): Promise<Problem[]> {
  const lacks = async (name: string): Promise<boolean> => {
    const known = async (): Promise<boolean> =>
      new RegExp(`\\t${name}$`, 'm').test(await readFile('/proc/filesystems', 'utf8'));
    if (await known()) return false;
    if (findProgram('modprobe') !== undefined) await run('modprobe', [name], { allowFailure: true });
    return !(await known());
  };
  const problems: Problem[] = [];
  if (await lacks('overlay')) {
    problems.push({
      what: 'the kernel has no overlay file system',
      remedy: 'Use a kernel with CONFIG_OVERLAY_FS',
      fatal: true,
    });
  }
  if ((await lacks('btrfs')) || findProgram('mkfs.btrfs') === undefined) {
    problems.push({
      what: 'there is no btrfs: sandboxes start slower and have no disk quota',
      remedy: 'Run apt-get install btrfs-progs, and use a kernel with CONFIG_BTRFS_FS',
      fatal: false,
    });
  }
  return problems;
}

async function userNamespaces(): Promise<Problem[]> {
  const max = Number(await readFile('/proc/sys/user/max_user_namespaces', 'utf8').catch(() => '0'));
  if (max >= 1024) return [];
  return [
    {
      what: `user namespaces are ${max === 0 ? 'switched off' : `limited to ${max}`}`,
      remedy: 'Run sysctl -w user.max_user_namespaces=15000, and put that into /etc/sysctl.d',
      fatal: true,
    },
  ];
}

async function cgroups(): Promise<Problem[]> {
  const needed = ['memory', 'cpu', 'pids', 'cpuset'];
  const unified = await readFile('/sys/fs/cgroup/cgroup.controllers', 'utf8').catch(() => undefined);
  const legacy = await readFile('/proc/cgroups', 'utf8').catch(() => '');
  const mounts = await readFile('/proc/self/mountinfo', 'utf8');
  const has = (name: string): boolean =>
    unified === undefined
      ? new RegExp(`^${name}\\t\\d+\\t\\d+\\t1`, 'm').test(legacy) &&
        new RegExp(` - cgroup \\S+ \\S*\\b${name}\\b`).test(mounts)
      : unified.trim().split(' ').includes(name);
  const missing = [...needed, ...(unified === undefined ? ['devices', 'freezer'] : [])].filter((name) => !has(name));
  if (missing.length === 0) return [];
  const remedy = missing.includes('memory')
    ? 'Add cgroup_enable=memory to the kernel command line (on a Raspberry Pi: cmdline.txt) and boot'
    : 'Mount /sys/fs/cgroup as systemd does, or use a kernel that has them';
  return [{ what: `control groups lack ${missing.join(', ')}`, remedy, fatal: true }];
}

/** Makes a namespace with a bridge, a pair of interfaces and a firewall rule, as each sandbox will need. */
async function network(): Promise<Problem[]> {
  const name = `slipway-try-${process.pid}`;
  const problem = (what: string, error: unknown, remedy: string): Problem[] => [
    {
      what: `${what} (${error instanceof Error ? error.message.replaceAll('\n', ' ') : String(error)})`,
      remedy,
      fatal: true,
    },
  ];
  try {
    await run('ip', ['netns', 'add', name]);
  } catch (error) {
    return problem(
      "a network namespace can't be made",
      error,
      'Use a kernel with CONFIG_NET_NS, and no container without CAP_SYS_ADMIN',
    );
  }
  const netns = `/run/netns/${name}`;
  try {
    await runIn(netns, 'ip', ['link', 'add', 'try0', 'type', 'bridge']);
    await runIn(netns, 'ip', ['link', 'add', 'try1', 'type', 'veth', 'peer', 'name', 'try2']);
  } catch (error) {
    await run('ip', ['netns', 'delete', name], { allowFailure: true });
    return problem(
      "bridges or veth interfaces can't be made",
      error,
      'Use a kernel with CONFIG_BRIDGE and CONFIG_VETH',
    );
  }
  try {
    const rules =
      '*filter\n-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT\n-A INPUT -j REJECT\nCOMMIT\n*nat\n-A POSTROUTING -j MASQUERADE\nCOMMIT\n';
    await runIn(netns, 'iptables-restore', [], { stdin: rules });
    return [];
  } catch (error) {
    return problem(
      "iptables rules can't be set",
      error,
      'Use a kernel with netfilter (conntrack, REJECT, MASQUERADE); update-alternatives --config iptables chooses between nft and legacy',
    );
  } finally {
    await run('ip', ['netns', 'delete', name], { allowFailure: true });
  }
}

async function dataDirectory(dataDir: string): Promise<Problem[]> {
  const { stdout } = await run('findmnt', ['--noheadings', '--output', 'FSTYPE,OPTIONS', '--target', dataDir], {
    allowFailure: true,
  });
  const [type = '', options = ''] = stdout.trim().split('\n').at(-1)?.split(/\s+/) ?? [];
  if (['nfs', 'nfs4', 'cifs', 'vfat', 'exfat', 'ntfs3', '9p', 'fuseblk', 'overlay', 'tmpfs'].includes(type)) {
    return [
      {
        what: `${dataDir} lies on ${type}, on which an engine can't keep its layers`,
        remedy: 'Set SLIPWAY_DATA to a directory on ext4, xfs or btrfs (in a container: to a volume)',
        fatal: true,
      },
    ];
  }
  if (options.split(',').some((option) => option === 'noexec' || option === 'nosuid')) {
    return [
      {
        what: `${dataDir} lies on a file system mounted ${options}`,
        remedy: 'Mount it without noexec and nosuid, or set SLIPWAY_DATA to another directory',
        fatal: true,
      },
    ];
  }
  return [];
}
