import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cgroupsOf, type CgroupOwner } from './delegate-cgroup.ts';

/** A process in the middle of a slow read can't be stopped before its end. */
const withinMs = 1000;
const lookEveryMs = 2;

const files = {
  v1: { write: 'freezer.state', stop: 'FROZEN', go: 'THAWED', read: 'freezer.state', isStill: /^FROZEN/ },
  v2: { write: 'cgroup.freeze', stop: '1', go: '0', read: 'cgroup.events', isStill: /^frozen 1$/m },
} as const;

/**
 * Does `act` while nothing in the sandbox runs, and lets it go on afterwards whatever happened. Not by the engine's pause,
 * which would refuse every exec meanwhile: these only wait. Throws what `act` throws.
 */
export async function standingStill<T>(sandbox: CgroupOwner, act: () => Promise<T>): Promise<T> {
  const dir = await freezerOf(sandbox);
  if (dir === undefined) return act();
  const { write, stop, go, read, isStill } = files[sandbox.version];
  try {
    await writeFile(join(dir, write), stop);
    const endMs = Date.now() + withinMs;
    while (!isStill.test(await readFile(join(dir, read), 'utf8')) && Date.now() < endMs) await sleep(lookEveryMs);
    return await act();
  } finally {
    // Gone with the sandbox, if that has ended.
    await writeFile(join(dir, write), go).catch(() => undefined);
  }
}

/** Lets a sandbox go on that a runner left standing still. What its learner has paused in it stays so. */
export async function goOn(sandbox: CgroupOwner): Promise<void> {
  const dir = await freezerOf(sandbox);
  const { write, go } = files[sandbox.version];
  if (dir !== undefined) await writeFile(join(dir, write), go);
}

/** Undefined: it has ended, or this kernel has no freezer. */
async function freezerOf(sandbox: CgroupOwner): Promise<string | undefined> {
  const dirs = await cgroupsOf(sandbox).catch(() => []);
  return dirs.find((dir) => existsSync(join(dir, files[sandbox.version].write)));
}
