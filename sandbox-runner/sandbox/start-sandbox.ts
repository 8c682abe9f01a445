import { readFile } from 'node:fs/promises';
import { newId } from '../../protocol/ids.ts';
import type { Limits } from '../../protocol/sandbox.ts';
import { containerConfig } from './container-config.ts';
import { delegateCgroup } from './delegate-cgroup.ts';
import { destroySandbox } from './destroy-sandbox.ts';
import { sandboxHandle, volumeNames, type LiveSandbox, type Workshop } from './live-sandbox.ts';
import { waitReady } from './ready.ts';

/** From start to an engine that answers; about half a second when the machine is idle. */
const readyTimeoutMs = 60_000;

export interface StartSandbox {
  /** Volume to start from; undefined: an empty one. */
  readonly from: string | undefined;
  readonly goldenKey: string | null;
  readonly limits: Limits;
}

/**
 * Makes a sandbox and waits until its engine answers. A failed start leaves nothing behind and throws the first error.
 */
export async function startSandbox(workshop: Workshop, options: StartSandbox): Promise<LiveSandbox> {
  const { ground, engine, slots, inside, alive, logger } = workshop;
  const { limits, goldenKey } = options;
  const id = newId();
  const volume = volumeNames.sandbox(id);
  const lap = stopwatch();
  const seccomp = await readFile(ground.seccompProfile, 'utf8');
  const slot = await slots.take();
  alive.add(id);
  let containerId: string | undefined;
  try {
    await makeVolume(workshop, volume, options);
    const volumeMs = lap();
    const volumePath = ground.storage.path(volume);
    const config = containerConfig({ ground, volumePath, networkId: slot.networkId, limits, seccomp });
    containerId = await engine.createContainer(`${ground.instance.name}-${id}`, { id, slot: slot.number }, config);
    const createMs = lap();
    const pid = await engine.startContainer(containerId);
    await delegateCgroup({ pid, containerId, version: ground.cgroup, owner: ground.mappedRoot });
    const startMs = lap();
    const handle = sandboxHandle(workshop, id, containerId);
    await waitReady(inside, handle, pid, readyTimeoutMs);
    logger.debug({ sandbox: id, volumeMs, createMs, startMs, readyMs: lap() }, 'sandbox started');
    return { id, containerId, slot: slot.number, volume, goldenKey, limits, handle };
  } catch (error) {
    await destroySandbox(workshop, { id, containerId, slot: slot.number, volume });
    throw error;
  }
}

/** Each call gives the time since the one before, in ms. */
function stopwatch(): () => number {
  let lastMs = performance.now();
  return () => {
    const sinceMs = performance.now() - lastMs;
    lastMs += sinceMs;
    return Math.round(sinceMs);
  };
}

async function makeVolume({ ground: { storage } }: Workshop, volume: string, options: StartSandbox): Promise<void> {
  if (options.from === undefined) await storage.create(volume);
  else await storage.snapshot(options.from, volume);
  await storage.setQuota(volume, options.limits.diskBytes);
}
