import { nodeNames } from '../../protocol/node.ts';
import type { OuterEngine } from '../docker/outer-engine.ts';
import type { JsonStore } from './json-store.ts';
import { Lease } from './lease.ts';
import { cgroupOf, sandboxHandle, volumeNames, type LiveSandbox, type Workshop } from './live-sandbox.ts';
import type { SandboxRecord } from './record.ts';
import type { Sandboxes } from './sandboxes.ts';
import { goOn } from './stand-still.ts';
import type { StoppedSandboxes } from './stopped-sandboxes.ts';
import type { WarmPools } from './warm-pools.ts';

export interface AdoptParts {
  readonly workshop: Workshop;
  readonly records: JsonStore<SandboxRecord>;
  readonly stopped: StoppedSandboxes;
  readonly sandboxes: Sandboxes;
  readonly pools: WarmPools;
}

/**
 * Takes over, at the start, what an earlier runner left: networks always, sandboxes that still run and are in the books.
 * A learner's sandbox that does not run any more ends as `lost`. Run the reaper afterwards.
 */
export async function adopt(parts: AdoptParts): Promise<void> {
  const { workshop, records, stopped, sandboxes, pools } = parts;
  const { engine, slots, bridges, logger } = workshop;
  const containers = await engine.listContainers();
  const inUse = containers.map((container) => container.slot);
  slots.adopt(await bridges.list(), inUse);
  const running = runningById(containers);
  const books = await records.load((id, error) =>
    logger.error({ err: error }, `record of sandbox ${id} can't be read`),
  );
  // First nodes first: the others live only with theirs.
  const rank = ({ lease }: SandboxRecord): number => (lease === null ? 0 : nodeNames.indexOf(lease.node));
  for (const record of books.toSorted((a, b) => rank(a) - rank(b))) {
    const { id, lease } = record;
    const live = liveFrom(workshop, record);
    const isAlone = lease !== null && lease.node !== 'main' && !sandboxes.has(lease.leaseId);
    const isRunning = running.get(id) === record.containerId && !isAlone;
    if (isRunning && stopped.get(id) === undefined) {
      workshop.alive.add(id);
      await letGoOn(workshop, record.containerId);
      if (lease !== null) sandboxes.adopt(live, lease);
      else pools.adopt(live);
      continue;
    }
    if (lease !== null && stopped.get(id) === undefined) {
      const view = new Lease(live, lease, record.limits).view();
      await stopped.add({ ...view, state: 'stopped', stopReason: 'lost' });
    }
    await records.remove(id);
  }
  logger.info({ sandboxes: sandboxes.count, warm: pools.counters.idle }, 'took over what was running');
}

/** The runner before may have ended in the middle of a copy. */
async function letGoOn(workshop: Workshop, containerId: string): Promise<void> {
  try {
    await goOn(await cgroupOf(workshop, containerId));
  } catch (error) {
    workshop.logger.warn({ err: error, container: containerId }, 'a sandbox may stand still');
  }
}

function runningById(containers: Awaited<ReturnType<OuterEngine['listContainers']>>): Map<string, string> {
  return new Map(containers.filter((c) => c.running).map((c) => [c.sandboxId, c.containerId]));
}

function liveFrom(workshop: Workshop, { id, containerId, slot, goldenKey, limits }: SandboxRecord): LiveSandbox {
  const handle = sandboxHandle(workshop, id, containerId);
  return { id, containerId, slot, volume: volumeNames.sandbox(id), goldenKey, limits, handle };
}
