import { readdir } from 'node:fs/promises';
import { run } from '../../host/command.ts';
import { cgroupsOf } from '../../host/cgroup-tree.ts';
import { commandLine } from '../../host/detached-process.ts';
import type { Instance } from '../../host/ground.ts';
import { readMounts } from '../../host/mounts.ts';

/** What of an installation is on the machine outside its files: all of it is there in one line each. */
export async function tracesOf({ name, dataDir }: Instance): Promise<string[]> {
  const bears = (text: string): boolean => text.includes(name) || text.includes(`${dataDir}/`);
  const traces: string[] = [];
  for (const pid of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const line = await commandLine(Number(pid));
    if (Number(pid) !== process.pid && bears(line)) traces.push(`process ${line}`);
  }
  for (const { target, source } of await readMounts())
    if (bears(target) || bears(source)) traces.push(`mount ${target}`);
  const { stdout: loops } = await run('losetup', ['--list', '--noheadings', '--output', 'NAME,BACK-FILE']);
  for (const line of loops.split('\n')) if (bears(line)) traces.push(`loop ${line}`);
  const { stdout: namespaces } = await run('ip', ['netns', 'list']);
  for (const line of namespaces.split('\n')) if (bears(line)) traces.push(`netns ${line}`);
  for (const path of await cgroupsOf(name)) traces.push(`cgroup ${path}`);
  for (const entry of await readdir('/run')) if (bears(entry)) traces.push(`/run/${entry}`);
  return traces;
}

/** The network of the host itself, as text: a ground must leave it as it was. */
export async function hostNetwork(): Promise<string> {
  const parts = await Promise.all([
    run('iptables-save', [], { allowFailure: true }),
    run('ip', ['-brief', 'address']),
    run('ip', ['route']),
    run('sysctl', ['net.ipv4.ip_forward', 'net.ipv4.conf.all.rp_filter'], { allowFailure: true }),
  ]);
  // Counters and comments with the time change by themselves.
  return parts.map(({ stdout }) => stdout.replaceAll(/^#.*\n|\[\d+:\d+\]/gm, '')).join('\n');
}
