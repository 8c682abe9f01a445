import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instanceOf } from '../sandbox-runner/host/instance.ts';
import { command } from './command.ts';

/**
 * Everything of the installation in `dataDir` that is still on the machine outside its files: processes, mounts, loop
 * devices, network namespaces and interfaces, cgroups. One line each; empty after a clean stop.
 */
export async function leftovers(dataDir: string): Promise<string[]> {
  const { name } = instanceOf(dataDir);
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)) {
    const line = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ').trim();
    if (line.includes(`${dataDir}/`) || line.includes(name)) found.push(`process ${pid}: ${line.slice(0, 160)}`);
  }
  const mounts = await readFile('/proc/self/mountinfo', 'utf8');
  for (const line of mounts.split('\n'))
    if (line.includes(` ${dataDir}/`) || line.includes(name)) found.push(`mount: ${line.split(' ')[4] ?? line}`);
  const loops = await command('losetup', ['-a'], { allowFailure: true });
  for (const line of loops.output.split('\n')) if (line.includes(`${dataDir}/`)) found.push(`loop device: ${line}`);
  const namespaces = await command('ip', ['netns', 'list'], { allowFailure: true });
  for (const line of namespaces.output.split('\n')) if (line.startsWith(name)) found.push(`network namespace: ${line}`);
  if (existsSync(`/run/${name}`)) found.push(`directory: /run/${name}`);
  for (const path of await cgroups('/sys/fs/cgroup', name, 3)) found.push(`cgroup: ${path}`);
  return found;
}

/** The folders for a while that our tests and commands make; pools stand where there is room for them. */
export async function temporaryFolders(): Promise<string[]> {
  const inside = async (dir: string, prefix: string): Promise<string[]> =>
    (await readdir(dir)).filter((name) => name.startsWith(prefix)).map((name) => join(dir, name));
  const ofTests = ['storage', 'preflight', 'closed', 'disk', 'unfinished'].map((what) => `slipway-${what}-`);
  const inVarTmp = await Promise.all(ofTests.map((prefix) => inside('/var/tmp', prefix)));
  return [...(await inside(tmpdir(), 'slipway-')), ...inVarTmp.flat()];
}

async function cgroups(dir: string, name: string, depth: number): Promise<string[]> {
  if (depth === 0) return [];
  const found: string[] = [];
  for (const entry of await readdir(dir, { withFileTypes: true }).catch(() => [])) {
    if (!entry.isDirectory()) continue;
    const path = join(dir, entry.name);
    if (entry.name.startsWith(name)) found.push(path);
    else found.push(...(await cgroups(path, name, depth - 1)));
  }
  return found;
}
