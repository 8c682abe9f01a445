import { readdir, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './command.ts';
import { cgroupsOf, processesIn, removeCgroups, thaw } from './cgroup-tree.ts';
import { commandLine, endProcess, signal, usesSystemd } from './detached-process.ts';
import type { Instance } from './ground.ts';
import { groundPaths } from './instance.ts';
import { detachLoops } from './loop-device.ts';
import { unmountBelow } from './mounts.ts';
import { removeNamespace } from './namespace.ts';

/**
 * Takes down whatever of the ground of `instance` is up, from whatever state a crash left it in: sandboxes, engine,
 * containerd and its shims, registry, mounts, loop devices, network namespace, cgroups, files in /run. The data directory
 * stays. Only what bears the instance's name or lies in its directories is touched. Success if nothing is there.
 */
export async function clearGround(instance: Instance, progress: (line: string) => void): Promise<void> {
  const paths = groundPaths(instance);
  // In this order: an engine would start again what dies under it, and a shim reports to containerd.
  for (const [what, mark] of [
    ['engine', join(paths.run, 'dockerd.json')],
    ['containerd', join(paths.run, 'containerd.toml')],
    ['registry', join(paths.run, 'registry-')],
    ['gateway', join(paths.run, 'gateway.json')],
  ] as const) {
    for (const pid of await processesWith(mark)) {
      progress(`stopping ${what} (process ${pid})`);
      await endProcess(pid, mark, 15_000);
    }
  }
  const killed = await killSandboxes(instance);
  if (killed > 0) progress(`killed ${killed} processes of sandboxes`);
  for (const pid of await processesWith(paths.containerdSocket)) await endProcess(pid, paths.containerdSocket, 1000);
  for (const pid of await processesInNamespace(paths.netns)) signal(pid, 'SIGKILL');

  const unmounted = await unmountBelow([
    paths.run,
    paths.engineRoot,
    paths.containerdRoot,
    join(instance.dataDir, 'pool'),
    join(instance.dataDir, 'tmp'),
  ]);
  if (unmounted > 0) progress(`removed ${unmounted} mounts`);
  if ((await detachLoops(join(instance.dataDir, 'pool.img'))) > 0) progress('detached the pool');
  await removeNamespace(instance.name);
  if (usesSystemd()) await stopUnits(instance);
  await removeCgroups(instance.name);
  await rm(paths.run, { recursive: true, force: true });
}

/** Kills what is in the instance's cgroups until they are empty: a fork bomb makes new ones meanwhile. */
async function killSandboxes(instance: Instance): Promise<number> {
  let count = 0;
  for (let round = 0; round < 500; round += 1) {
    const cgroups = await cgroupsOf(instance.name);
    await thaw(cgroups);
    const pids = await processesIn(cgroups);
    if (pids.length === 0) return count;
    for (const pid of pids) signal(pid, 'SIGKILL');
    if (round === 0) count = pids.length;
    await sleep(20);
  }
  return count;
}

/** Processes (not this one) whose command line contains `mark`, a path that nobody else uses. */
async function processesWith(mark: string): Promise<number[]> {
  const found: number[] = [];
  for (const pid of await allProcesses()) if ((await commandLine(pid)).includes(mark)) found.push(pid);
  return found;
}

async function processesInNamespace(netns: string): Promise<number[]> {
  const { stdout } = await run('stat', ['--format=%i', netns], { allowFailure: true });
  const wanted = `net:[${stdout.trim()}]`;
  const found: number[] = [];
  for (const pid of await allProcesses()) {
    if ((await readlink(`/proc/${pid}/ns/net`).catch(() => '')) === wanted) found.push(pid);
  }
  return found;
}

async function allProcesses(): Promise<number[]> {
  return (await readdir('/proc')).map(Number).filter((pid) => Number.isInteger(pid) && pid > 1 && pid !== process.pid);
}

async function stopUnits(instance: Instance): Promise<void> {
  const units = ['containerd', 'engine', 'registry-reader', 'registry-writer', 'gateway'].map(
    (part) => `${instance.name}-${part}.service`,
  );
  await run('systemctl', ['stop', ...units, `${instance.name}.slice`], { allowFailure: true, timeoutMs: 120_000 });
  await run('systemctl', ['reset-failed', ...units], { allowFailure: true });
}
