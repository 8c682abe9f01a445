import type { Health } from '../../protocol/sandbox.ts';
import type { RunnerConfig } from '../config.ts';
import type { OuterEngine } from '../docker/outer-engine.ts';
import type { Ground } from '../host/ground.ts';
import { minFreeDiskBytes } from '../sandbox/capacity.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { WarmPools } from '../sandbox/warm-pools.ts';

export const runnerVersion = '0.1.0';

export interface HealthParts {
  readonly config: Pick<RunnerConfig, 'runnerId'>;
  readonly ground: Ground;
  readonly engine: OuterEngine;
  readonly sandboxes: Sandboxes;
  readonly pools: WarmPools;
  readonly capacity: number;
}

/** How the runner is. `ok` means that it can give out sandboxes. */
export function runnerHealth(parts: HealthParts): () => Promise<Health> {
  const { config, ground, engine, sandboxes, pools, capacity } = parts;
  return async () => {
    const problems = [...pools.problems];
    const engineAnswers = await engine.ping().then(
      () => true,
      () => false,
    );
    if (!engineAnswers) problems.push('The outer engine does not answer.');
    const freeDiskBytes = await ground.storage.freeBytes();
    if (freeDiskBytes < minFreeDiskBytes)
      problems.push(
        'The storage pool is full: no new machine can be started. Free disk space where SLIPWAY_DATA lies, or set a larger SLIPWAY_POOL_SIZE_GB.',
      );
    return {
      ok: engineAnswers && freeDiskBytes >= minFreeDiskBytes,
      runnerId: config.runnerId,
      version: runnerVersion,
      storage: ground.storage.kind,
      cgroup: ground.cgroup,
      sandboxes: sandboxes.count,
      warm: pools.counters.idle,
      capacity,
      freeDiskBytes,
      problems,
    };
  };
}
