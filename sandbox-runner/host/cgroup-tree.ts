import { readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../protocol/errors.ts';

const mountPoint = '/sys/fs/cgroup';

/**
 * Every cgroup of an installation, in all hierarchies, parents before children: `name` or `name.slice` at the top of a
 * hierarchy, or one level below (systemd puts slipway-x.slice into slipway.slice).
 */
export async function cgroupsOf(name: string): Promise<string[]> {
  const roots: string[] = [];
  for (const entry of await folders(mountPoint)) {
    // v1: a controller's hierarchy; v2: a top-level group.
    for (const candidate of [entry, ...(await folders(entry))]) {
      if ([name, `${name}.slice`].includes(candidate.split('/').at(-1) ?? '')) roots.push(candidate);
    }
  }
  const found: string[] = [];
  for (const root of roots) found.push(...(await tree(root)));
  return found;
}

/** Processes in these cgroups. */
export async function processesIn(cgroups: readonly string[]): Promise<number[]> {
  const pids = new Set<number>();
  for (const cgroup of cgroups) {
    const text = await readFile(join(cgroup, 'cgroup.procs'), 'utf8').catch(() => '');
    for (const line of text.split('\n')) if (Number(line) > 1) pids.add(Number(line));
  }
  return [...pids];
}

/** Removes the (empty) cgroups of an installation; success if there are none. */
export async function removeCgroups(name: string): Promise<void> {
  // A killed process leaves its cgroup only when it has been reaped.
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const cgroups = await cgroupsOf(name);
    if (cgroups.length === 0) return;
    for (const cgroup of cgroups.reverse()) await rmdir(cgroup).catch(() => undefined);
    if (attempt > 0) await sleep(50);
  }
  throw new AppError('internal', `cgroups named ${name} can't be removed: ${(await cgroupsOf(name)).join(', ')}`);
}

/**
 * Lets go on what is frozen in the cgroups of a container (`docker pause` inside a sandbox): with cgroup v1 a frozen process
 * doesn't even die when it is killed. With v2 there is nothing to do.
 */
export async function thawContainer(containerId: string): Promise<void> {
  const freezer = join(mountPoint, 'freezer');
  for (const parent of await folders(freezer)) {
    for (const candidate of [parent, ...(await folders(parent))]) {
      for (const own of (await folders(candidate)).filter((dir) => dir.split('/').at(-1)?.includes(containerId)))
        await thaw(await tree(own));
    }
  }
}

/** `thawContainer` for these cgroups of any hierarchy. */
export async function thaw(cgroups: readonly string[]): Promise<void> {
  for (const cgroup of cgroups) {
    const file = join(cgroup, 'freezer.state');
    const state = await readFile(file, 'utf8').catch(() => '');
    if (state.startsWith('FR')) await writeFile(file, 'THAWED').catch(() => undefined);
  }
}

async function tree(root: string): Promise<string[]> {
  const found = [root];
  for (const child of await folders(root)) found.push(...(await tree(child)));
  return found;
}

async function folders(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(dir, entry.name));
}
