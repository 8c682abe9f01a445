import type { Limits } from '../../protocol/sandbox.ts';
import type { OuterEngine } from '../docker/outer-engine.ts';
import type { Bridges } from '../host/bridges.ts';
import type { Ground } from '../host/ground.ts';
import type { Logger } from '../logger.ts';
import type { CgroupOwner } from './delegate-cgroup.ts';
import type { Inside } from './inside.ts';
import type { NetworkSlots } from './network-slots.ts';
import type { SandboxHandle } from './sandbox-handle.ts';

/** What everything that makes or ends sandboxes works with; built once by runner.ts. */
export interface Workshop {
  readonly ground: Ground;
  readonly engine: OuterEngine;
  readonly inside: Inside;
  readonly slots: NetworkSlots;
  readonly bridges: Bridges;
  readonly logger: Logger;
  /** Ids of all sandboxes from before their first trace until after their last; the reaper removes what is not here. */
  readonly alive: Set<string>;
}

/** A sandbox that exists, whether or not a learner has it. */
export interface LiveSandbox {
  readonly id: string;
  readonly containerId: string;
  readonly slot: number;
  /** Name of its volume. */
  readonly volume: string;
  /** Key of the golden volume that it was made from; null: made from a checkpoint, or to become a golden one. */
  readonly goldenKey: string | null;
  readonly limits: Limits;
  readonly handle: SandboxHandle;
}

export const volumeNames = {
  sandbox: (id: string): string => `sandbox-${id}`,
  checkpoint: (id: string): string => `checkpoint-${id}`,
  golden: (key: string): string => `golden-${key}`,
  step: (recipe: string, index: number): string => `step-${recipe}-${index}`,
} as const;

/** The cgroup of a running container. Throws what asking the engine does. */
export async function cgroupOf({ engine, ground }: Workshop, containerId: string): Promise<CgroupOwner> {
  return { pid: await engine.pidOf(containerId), containerId, version: ground.cgroup };
}

/** The handle of the sandbox `id` whose container is `containerId`. */
export function sandboxHandle(workshop: Workshop, id: string, containerId: string): SandboxHandle {
  const { engine, ground } = workshop;
  return {
    id,
    volumePath: ground.storage.path(volumeNames.sandbox(id)),
    exec: (command, options) => engine.exec(containerId, command, options),
    execDetached: (command, options = {}) => engine.execDetached(containerId, command, options),
  };
}
