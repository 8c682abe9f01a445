import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { AppError } from '../../protocol/errors.ts';
import { findProgram, run } from './command.ts';
import { kernelFeatures } from './preflight-kernel.ts';
import { networkFeatures } from './preflight-network.ts';

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

/** Throws host_unfit that names every problem and its remedy at once; only warns of those that are not fatal. */
export async function requireFitMachine(dataDir: string, log: Logger): Promise<void> {
  const problems = await machineProblems(dataDir);
  for (const { what, remedy } of problems.filter((p) => !p.fatal)) log.warn(`${what}. ${remedy}`);
  const fatal = problems.filter((problem) => problem.fatal);
  if (fatal.length === 0) return;
  const lines = fatal.map(({ what, remedy }) => `  - ${what}. ${remedy}`);
  throw new AppError('host_unfit', `this machine can't run sandboxes yet:\n${lines.join('\n')}`);
}

/** What the runner can't do without, tried out where that is cheap. About 50 ms; leaves nothing behind. */
export async function machineProblems(dataDir: string): Promise<Problem[]> {
  if (process.getuid?.() !== 0) {
    return [{ what: 'the runner is not started as root', remedy: 'Start it with sudo', fatal: true }];
  }
  const missing = Object.entries(programs).filter(([name]) => findProgram(name) === undefined);
  if (missing.length > 0) {
    const packages = [...new Set(missing.map(([, name]) => name))].join(' ');
    const names = missing.map(([name]) => name).join(', ');
    return [{ what: `programs are missing: ${names}`, remedy: `Run apt-get install ${packages}`, fatal: true }];
  }
  const checks = await Promise.all([kernelFeatures(), fileSystems(), networkFeatures(), dataDirectory(dataDir)]);
  return checks.flat();
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
