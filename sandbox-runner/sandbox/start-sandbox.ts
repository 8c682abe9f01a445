import { readFile } from 'node:fs/promises';
import { AppError } from '../../protocol/errors.ts';
import { newId } from '../../protocol/ids.ts';
import { nodeHostname, nodeNames, type NodeName } from '../../protocol/node.ts';
import type { Limits } from '../../protocol/sandbox.ts';
import { containerConfig } from './container-config.ts';
import { liftCpuQuota } from './cpu-quota.ts';
import { delegateCgroup } from './delegate-cgroup.ts';
import { destroySandbox } from './destroy-sandbox.ts';
import { sandboxHandle, volumeNames, type LiveSandbox, type Workshop } from './live-sandbox.ts';
import { waitReady } from './ready.ts';
import { nodeAddress, slotGateway } from './slot-addresses.ts';

/** From start to an engine that answers; about half a second when the machine is idle. */
const readyTimeoutMs = 60_000;

/** Of a machine that is alone. */
const soleHostname = 'slipway';

/** A further node of a lease. */
export interface Beside {
  readonly node: NodeName;
  /** The network slot of the first node. Throws when that is going: its slot may be another's a moment later. */
  readonly slot: () => number;
}

export interface StartSandbox {
  /** Volume to start from; undefined: an empty one. */
  readonly from: string | undefined;
  readonly goldenKey: string | null;
  readonly limits: Limits;
  /** Undefined: alone, on a network of its own. */
  readonly beside?: Beside;
  /** Does somebody wait for it? Then it may have every CPU until its engine answers. */
  readonly isAwaited?: boolean;
}

/**
 * Makes a sandbox and waits until its engine answers. A failed start leaves nothing behind and throws the first error.
 */
export async function startSandbox(workshop: Workshop, options: StartSandbox): Promise<LiveSandbox> {
  const live = await start(workshop, options);
  if (live !== undefined) return live;
  workshop.logger.warn('a sandbox has kept more CPU time than is its share: it is started again, more slowly');
  const slowly = await start(workshop, { ...options, isAwaited: false });
  if (slowly === undefined) throw new AppError('internal', 'a sandbox has kept CPU time that it was never given');
  return slowly;
}

/** Undefined: its limits can't be put back to what they have to be, and it is gone. */
async function start(workshop: Workshop, options: StartSandbox): Promise<LiveSandbox | undefined> {
  const { ground, engine, slots, bridges, inside, alive, logger } = workshop;
  const { limits, goldenKey, beside, isAwaited = false } = options;
  const id = newId();
  const volume = volumeNames.sandbox(id);
  const lap = stopwatch();
  const seccomp = await readFile(ground.seccompProfile, 'utf8');
  const slot = beside === undefined ? await slots.take() : slots.share(beside.slot());
  alive.add(id);
  let containerId: string | undefined;
  try {
    const volumePath = ground.storage.path(volume);
    const config = containerConfig({
      ...{ ground, volumePath, limits, seccomp },
      peers: nodeNames.map((node) => nodeAddress(slot, node)),
      hostname: beside === undefined ? soleHostname : nodeHostname(beside.node),
    });
    // The engine looks for the volume only when it starts the container.
    const created = engine.createContainer(`${ground.instance.name}-${id}`, { id, slot }, config);
    await together([makeVolume(workshop, volume, options), created.then((made) => (containerId = made))]);
    const owned = await created;
    const createMs = lap();
    const pid = await engine.startContainer(owned);
    const startMs = lap();
    const cgroup = { pid, containerId: owned, version: ground.cgroup };
    const limitAgain = isAwaited ? await liftCpuQuota(cgroup) : undefined;
    const address = nodeAddress(slot, beside?.node ?? 'main');
    await together([
      delegateCgroup({ ...cgroup, owner: ground.mappedRoot }),
      bridges.attach({ slot, pid, id, address, gateway: slotGateway(slot) }),
    ]);
    const linkMs = lap();
    const handle = sandboxHandle(workshop, id, owned);
    await waitReady(inside, handle, pid, readyTimeoutMs);
    if ((await limitAgain?.()) === false) {
      await destroySandbox(workshop, { id, containerId, slot, volume });
      return undefined;
    }
    logger.debug({ sandbox: id, createMs, startMs, linkMs, readyMs: lap() }, 'sandbox started');
    return { id, containerId: owned, slot, volume, goldenKey, limits, handle };
  } catch (error) {
    await destroySandbox(workshop, { id, containerId, slot, volume });
    throw error;
  }
}

/** Waits for all to end, also when one fails; then throws the first failure. */
async function together(parts: readonly Promise<unknown>[]): Promise<void> {
  for (const part of await Promise.allSettled(parts)) if (part.status === 'rejected') throw part.reason;
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
