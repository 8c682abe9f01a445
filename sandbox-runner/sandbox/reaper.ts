import type { Checkpoints } from './checkpoints.ts';
import { removeContainer } from './destroy-sandbox.ts';
import type { Goldens } from './golden.ts';
import { volumeNames, type Workshop } from './live-sandbox.ts';
import type { Sandboxes } from './sandboxes.ts';
import type { StepStates } from './step-states.ts';
import type { StoppedSandboxes } from './stopped-sandboxes.ts';
import { unkeptVolumes } from './unkept-volumes.ts';
import type { WarmPools } from './warm-pools.ts';

const everyMs = 60_000;

export interface ReaperParts {
  readonly workshop: Workshop;
  readonly goldens: Goldens;
  readonly checkpoints: Checkpoints;
  readonly steps: StepStates;
  readonly stopped: StoppedSandboxes;
  readonly sandboxes: Sandboxes;
  readonly pools: WarmPools;
}

/** Looks every minute, until `signal`, also after the services of the ground; a look that fails is logged and tried again. */
export function startReaper(parts: ReaperParts, signal: AbortSignal): void {
  const { logger } = parts.workshop;
  const every = (what: string, look: () => Promise<void>): void => {
    let isRunning = false;
    const timer = setInterval(() => {
      if (isRunning) return;
      isRunning = true;
      look()
        .catch((error: unknown) => logger.error({ err: error }, what))
        .finally(() => (isRunning = false));
    }, everyMs);
    signal.addEventListener('abort', () => clearInterval(timer));
  };
  every('reaper', () => reap(parts));
  every('a registry or the gateway', () => parts.workshop.ground.keepServices());
}

/**
 * Compares what exists with the books. What bears our label and is in no book is removed; what is in the books and does
 * not run has died.
 */
export async function reap(parts: ReaperParts): Promise<void> {
  const { workshop, goldens, checkpoints, stopped, sandboxes, pools } = parts;
  const leased = new Set(
    sandboxes
      .leases()
      .filter((l) => l.state === 'ready' || l.state === 'unwell')
      .map((l) => l.id),
  );
  const idle = new Set(pools.idleSandboxes().map((sandbox) => sandbox.id));
  const running = await reapContainers(workshop);
  for (const id of leased) if (!running.has(id)) await sandboxes.stop(id, 'died');
  for (const id of idle) if (!running.has(id)) pools.discard(id);
  await reapVolumes(parts);
  const keepUnusedGoldenMs = 7 * 24 * 3600_000;
  await goldens.prune(pools.keys(), keepUnusedGoldenMs);
  await checkpoints.prune();
  await stopped.prune();
}

/** Removes containers of ours that are in no book; returns the ids of sandboxes that run. */
async function reapContainers({ engine, slots, alive, logger }: Workshop): Promise<Set<string>> {
  const running = new Set<string>();
  for (const { containerId, sandboxId, slot, running: isRunning } of await engine.listContainers()) {
    if (alive.has(sandboxId)) {
      if (isRunning) running.add(sandboxId);
      continue;
    }
    logger.info({ sandbox: sandboxId, container: containerId }, 'reaped a container');
    await removeContainer(engine, containerId);
    slots.giveBack(slot);
  }
  return running;
}

async function reapVolumes({ workshop, goldens, checkpoints, steps }: ReaperParts): Promise<void> {
  const { ground, alive, logger } = workshop;
  const books = (): Set<string> =>
    new Set([
      ...[...alive].map((id) => volumeNames.sandbox(id)),
      ...goldens.volumes(),
      ...steps.volumes(),
      ...checkpoints.volumes(),
    ]);
  for (const name of unkeptVolumes(await ground.storage.list(), books)) {
    logger.info({ volume: name }, 'reaped a volume');
    await ground.storage.remove(name);
  }
}
