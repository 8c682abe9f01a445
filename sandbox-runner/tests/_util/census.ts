import { readdir, readFile, readlink } from 'node:fs/promises';
import type { OuterEngine } from '../../docker/outer-engine.ts';
import { bridgesIn } from '../../host/bridges.ts';
import { groundPaths } from '../../host/instance.ts';
import type { Ground } from '../../host/ground.ts';

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
    ...(await countProcesses(name)),
    fileHandles: (await readdir('/proc/self/fd')).length,
  };
}

async function countCgroups(parent: string): Promise<number> {
  const entries = await readdir('/sys/fs/cgroup', { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && `${entry.parentPath}/`.includes(`/${parent}`)).length;
}

/** Processes in the instance's cgroups or with its name on their command line, and the namespaces that they are in. */
async function countProcesses(name: string): Promise<Pick<Census, 'processes' | 'namespaces' | 'engineHandles'>> {
  const namespaces = new Set<string>();
  let processes = 0;
  let engineHandles = 0;
  for (const pid of await pids()) {
    const read = (file: string): Promise<string> => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
    if (!`${await read('cgroup')}${await read('cmdline')}`.includes(name)) continue;
    processes++;
    engineHandles += (await readdir(`/proc/${pid}/fd`).catch(() => [])).length;
    for (const kind of ['net', 'mnt', 'user', 'pid', 'ipc', 'uts', 'cgroup']) {
      const link = await readlink(`/proc/${pid}/ns/${kind}`).catch(() => undefined);
      if (link !== undefined) namespaces.add(link);
    }
  }
  return { processes, engineHandles, namespaces: namespaces.size };
}

async function pids(): Promise<string[]> {
  return (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
}
