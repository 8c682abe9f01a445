import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cgroupsOf } from '../../sandbox/delegate-cgroup.ts';
import type { TestRunner } from './test-runner.ts';

/** Reads, from outside, the first of these files that a cgroup of the sandbox has: cgroup v1 and v2 name many of them differently. */
export async function cgroupFile(
  { engine, ground }: TestRunner,
  sandboxId: string,
  ...names: readonly string[]
): Promise<string> {
  const container = (await engine.listContainers()).find((one) => one.sandboxId === sandboxId);
  if (container === undefined) throw new Error(`no container of sandbox ${sandboxId}`);
  const { containerId } = container;
  const dirs = await cgroupsOf({ pid: await engine.pidOf(containerId), containerId, version: ground.cgroup });
  for (const path of names.flatMap((name) => dirs.map((dir) => join(dir, name)))) {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text !== undefined) return text.trim();
  }
  throw new Error(`no ${names.join(' or ')} in ${dirs.join(', ')}`);
}

/** The number after `word` in a file of lines such as `oom_kill 3`. */
export function counted(text: string, word: string): number {
  return Number(new RegExp(`^${word} (\\d+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
}
