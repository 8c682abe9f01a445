import { readdir, readFile, readlink } from 'node:fs/promises';
import type { OuterEngine } from '../../docker/outer-engine.ts';
import { bridgesIn } from '../../host/bridges.ts';
import { groundPaths } from '../../host/instance.ts';
import type { Ground, Instance } from '../../host/ground.ts';

/** How much there is of everything that a sandbox leaves behind when something goes wrong. */
export interface Census {
  readonly containers: number;
  readonly networks: number;
  readonly volumes: number;
  readonly mounts: number;
  readonly cgroups: number;
  readonly namespaces: number;
  readonly processes: number;
  /** Of this process, in which the runner under test lives. */
  readonly fileHandles: number;
  /** Of the engine and its helpers. */
  readonly engineHandles: number;
}

export async function census(engine: OuterEngine, ground: Ground): Promise<Census> {
  const { name, dataDir } = ground.instance;
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n');
  return {
    containers: (await engine.listContainers()).length,
    networks: (await bridgesIn(groundPaths(ground.instance).netns).list()).length,
    volumes: (await ground.storage.list()).length,
    mounts: mounts.filter((line) => line.includes(`${dataDir}/`) || line.includes(`/${name}`)).length,
    cgroups: await countCgroups(name),
    ...(await countProcesses(ground.instance)),
    fileHandles: (await readdir('/proc/self/fd')).length,
  };
}

async function countCgroups(parent: string): Promise<number> {
  const entries = await readdir('/sys/fs/cgroup', { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && `${entry.parentPath}/`.includes(`/${parent}`)).length;
}

/** The processes of an instance, and the namespaces that they are in. */
async function countProcesses(instance: Instance): Promise<Pick<Census, 'processes' | 'namespaces' | 'engineHandles'>> {
  const namespaces = new Set<string>();
  const pids = await processesOf(instance);
  let engineHandles = 0;
  for (const pid of pids) {
    engineHandles += (await readdir(`/proc/${pid}/fd`).catch(() => [])).length;
    for (const kind of ['net', 'mnt', 'user', 'pid', 'ipc', 'uts', 'cgroup']) {
      const link = await readlink(`/proc/${pid}/ns/${kind}`).catch(() => undefined);
      if (link !== undefined) namespaces.add(link);
    }
  }
  return { processes: pids.length, engineHandles, namespaces: namespaces.size };
}

/** Bytes of memory that the processes of an instance have for themselves: without files, which the kernel keeps as it likes. */
export async function memoryOf(instance: Instance): Promise<number> {
  let kilobytes = 0;
  for (const pid of await processesOf(instance))
    kilobytes += Number(/^Anonymous: +(\d+) kB/m.exec(await readProc(pid, 'smaps_rollup'))?.[1] ?? 0);
  return kilobytes * 1024;
}

/** Those in the instance's cgroups, or with its name or a program of its own on their command line. */
async function processesOf({ name, dataDir }: Instance): Promise<string[]> {
  const found: string[] = [];
  const isOwn = (text: string): boolean => text.includes(name) || text.includes(`${dataDir}/bin/`);
  for (const pid of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry)))
    if (isOwn(`${await readProc(pid, 'cgroup')}${await readProc(pid, 'cmdline')}`)) found.push(pid);
  return found;
}

/** Empty when the process has ended meanwhile. */
function readProc(pid: string, file: string): Promise<string> {
  return readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
}
