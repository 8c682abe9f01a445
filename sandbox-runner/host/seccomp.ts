import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What no lesson needs and an attacker might: kernel modules, clocks, keyrings, tracing of the kernel, exotic memory. */
const deniedCalls = [
  ...['kexec_load', 'kexec_file_load', 'init_module', 'finit_module', 'delete_module', 'create_module'],
  ...['bpf', 'perf_event_open', 'userfaultfd', 'io_uring_setup', 'io_uring_enter', 'io_uring_register'],
  ...['open_by_handle_at', 'swapon', 'swapoff', 'reboot', 'settimeofday', 'clock_settime', 'clock_adjtime', 'adjtimex'],
  ...['acct', 'lookup_dcookie', 'iopl', 'ioperm', 'nfsservctl', 'quotactl', 'quotactl_fd', 'fanotify_init', 'syslog'],
  ...['vhangup', 'add_key', 'request_key', 'uselib', 'ustat', '_sysctl', 'sysfs', 'vm86', 'vm86old'],
  ...['move_pages', 'mbind', 'migrate_pages', 'set_mempolicy', 'set_mempolicy_home_node'],
];

/**
 * What asks for data to be on the disk succeeds and does nothing: see docs/decisions/017. On btrfs each would commit what all
 * sandboxes have written.
 */
const idleCalls = ['sync', 'syncfs', 'fsync', 'fdatasync', 'msync', 'sync_file_range'];

/**
 * btrfs: a nested subvolume or snapshot is a quota group of its own, so its data would not count for the sandbox.
 * Numbers of linux/btrfs.h; only the low 32 bits of the argument count for the kernel, hence the mask.
 */
const deniedIoctls = [
  ...[0x50009401, 0x50009417, 0x5000940e, 0x50009418], // SNAP_CREATE, _V2, SUBVOL_CREATE, _V2
  ...[0x5000940f, 0x5000943f, 0x4008941a, 0x40089413], // SNAP_DESTROY, _V2, SUBVOL_SETFLAGS, DEFAULT_SUBVOL
  ...[0xc0109428, 0x40189429, 0x4010942a, 0x8030942b, 0x4040942c], // QUOTA_CTL, QGROUP_ASSIGN, _CREATE, _LIMIT, RESCAN
  ...[0xc0c89425, 0xc0c09425, 0x40489426, 0x5000940a, 0x5000940b], // SET_RECEIVED_SUBVOL (64, 32), SEND, ADD_DEV, RM_DEV
  ...[0x50009402, 0x50009403, 0xc4009420, 0x40049421], // DEFRAG, RESIZE, BALANCE_V2, BALANCE_CTL
];

/** Docker's form of the profile: all is allowed but the lists above. What is denied gets EPERM, as if a privilege were missing. */
export function seccompProfile(): object {
  return {
    defaultAction: 'SCMP_ACT_ALLOW',
    archMap: [
      { architecture: 'SCMP_ARCH_X86_64', subArchitectures: ['SCMP_ARCH_X86', 'SCMP_ARCH_X32'] },
      { architecture: 'SCMP_ARCH_AARCH64', subArchitectures: ['SCMP_ARCH_ARM'] },
    ],
    syscalls: [
      { names: deniedCalls, action: 'SCMP_ACT_ERRNO', errnoRet: 1, args: [] },
      { names: idleCalls, action: 'SCMP_ACT_ERRNO', errnoRet: 0, args: [] },
      ...deniedIoctls.map((number) => ({
        names: ['ioctl'],
        action: 'SCMP_ACT_ERRNO',
        errnoRet: 1,
        args: [{ index: 1, value: 0xffffffff, valueTwo: number, op: 'SCMP_CMP_MASKED_EQ' }],
      })),
    ],
  };
}

/** Writes the profile of sandboxes into `dir` and returns its path. */
export async function writeSeccompProfile(dir: string): Promise<string> {
  await mkdir(dir, { recursive: true, mode: 0o755 });
  const path = join(dir, 'sandbox-seccomp.json');
  await writeFile(path, JSON.stringify(seccompProfile()));
  return path;
}
