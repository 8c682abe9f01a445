import type { OuterEngine } from '../docker/outer-engine.ts';
import { thawContainer } from '../host/cgroup-tree.ts';
import type { Workshop } from './live-sandbox.ts';

/** What there is of a sandbox; a start that failed early has only some of it. */
export interface Remains {
  readonly id: string;
  readonly containerId: string | undefined;
  readonly slot: number | undefined;
  readonly volume: string;
}

const attempts = 5;

/**
 * Removes container, network slot and volume. Never throws: what resists after some attempts is logged, keeps its slot
 * taken, and is left to the reaper.
 */
export async function destroySandbox(workshop: Workshop, remains: Remains): Promise<void> {
  const { engine, slots, ground, inside, alive } = workshop;
  const { id, containerId, slot, volume } = remains;
  inside.release(id, 'stopped');
  const isContainerGone =
    containerId === undefined ||
    (await persist(workshop, `container of ${id}`, () => removeContainer(engine, containerId)));
  if (isContainerGone) {
    if (slot !== undefined) slots.giveBack(slot);
    await persist(workshop, `volume of ${id}`, () => ground.storage.remove(volume));
  }
  alive.delete(id);
}

/** Removes a sandbox's container, also when something in it is paused. */
export async function removeContainer(engine: OuterEngine, containerId: string): Promise<void> {
  await thawContainer(containerId);
  await engine.removeContainer(containerId);
}

async function persist({ logger }: Workshop, what: string, remove: () => Promise<void>): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      await remove();
      return true;
    } catch (error) {
      logger.warn({ err: error, attempt }, `could not remove ${what}`);
      if (attempt === attempts) return false;
      await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt));
    }
  }
}
