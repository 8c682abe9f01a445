import { mkdir } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { RunnerConfig } from '../config.ts';
import { buildImages } from '../images/build-images.ts';
import { clearGround } from './clear-ground.ts';
import { findDetached } from './detached-process.ts';
import { ensureGateway, gatewayProgram } from './gateway/ensure-gateway.ts';
import { accountOf } from './gateway/learner-account.ts';
import type { Ground, Instance } from './ground.ts';
import { groundPaths, instanceOf } from './instance.ts';
import { takeLock } from './lock.ts';
import { ensureNamespace, gatewayAddress } from './namespace.ts';
import { accountKey, ensurePushRegistry } from './push-registry.ts';
import { readPushed } from './read-pushed.ts';
import { lowestOomScore } from './oom-score.ts';
import { openStorage } from './open-storage.ts';
import { cgroupsOfMachine, engineAnswers, ensureOuterEngine, sandboxRuntime } from './outer-engine.ts';
import { requireFitMachine } from './preflight.ts';
import { ensureRegistry, registryDigest } from './registry.ts';
import { forgetEarlierBoot } from './run-dir.ts';
import { writeSeccompProfile } from './seccomp.ts';
import { ensureSubordinateIds } from './subordinate-ids.ts';

export interface LayGround {
  readonly config: Pick<RunnerConfig, 'dataDir' | 'storage'>;
  readonly logger: Logger;
  /** Ends building of images; what is laid by then stays and is adopted the next time. */
  readonly signal: AbortSignal;
  /** One line at a time for a person who waits. */
  readonly progress: (line: string) => void;
}

/**
 * Makes everything that a sandbox needs (ground.ts), or adopts what is there already: minutes the first time, well under
 * a second after a restart of the runner. Throws conflict when another runner works on the same data directory, and
 * host_unfit with what to do when this machine lacks something.
 *
 * A sandbox is then a container on `engineSocket` made of `sandboxImage`: runtime `runtime`, CapAdd ALL,
 * SecurityOpt seccomp=<text of seccompProfile>, apparmor=unconfined, systempaths=unconfined; ReadonlyRootfs; tmpfs /tmp and
 * /run (exec); one bind mount, volume → /.slipway; env SLIPWAY_GATEWAY=gatewayAddress; OomScoreAdj oomScoreAdj; on cgroupfs the runner then gives the
 * container's cgroup to `mappedRoot`. The image's init does the rest; the volume may be empty.
 */
export async function layGround({ config, logger, signal, progress }: LayGround): Promise<Ground> {
  const instance = instanceOf(config.dataDir);
  const paths = groundPaths(instance);
  // An engine that answers has shown what the machine can do.
  if (!(await engineAnswers(paths.engineSocket))) await requireFitMachine(instance.dataDir, logger);
  await mkdir(instance.dataDir, { recursive: true, mode: 0o755 });
  const undo: (() => Promise<void> | void)[] = [];
  let keeping = Promise.resolve();
  let isLeaving = false;
  const leave = async (): Promise<void> => {
    isLeaving = true;
    await keeping.catch(() => undefined);
  };
  const release = async (): Promise<void> => {
    await leave();
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const lock = await takeLock(paths.lock);
    undo.push(() => lock.release());
    await forgetEarlierBoot(instance);
    const mappedRoot = await ensureSubordinateIds(paths.state);
    await ensureNamespace(instance.name, paths.run);
    const storage = await openStorage(instance, mappedRoot, config.storage, logger);
    const cgroups = cgroupsOfMachine();
    await ensureOuterEngine(instance, cgroups, logger);
    await ensureRegistry(instance, logger);
    await ensurePushRegistry(instance, logger);
    const key = await accountKey(paths.state);
    await ensureGateway(instance, key, logger);
    const sandboxImage = await buildImages({ instance, logger, signal, progress });
    return {
      instance,
      engineSocket: paths.engineSocket,
      cgroup: cgroups.version,
      cgroupDriver: cgroups.driver,
      storage,
      gatewayAddress,
      mappedRoot,
      sandboxImage,
      runtime: sandboxRuntime,
      oomScoreAdj: await lowestOomScore(),
      seccompProfile: await writeSeccompProfile(paths.state),
      imageDigest: (reference) => registryDigest(paths.registry, reference),
      account: (owner) => accountOf(key, owner),
      pushed: (owner) => readPushed(paths.pushes, accountOf(key, owner).name),
      async keepServices() {
        if (isLeaving) return;
        keeping = keeping.catch(() => undefined).then(() => keepServices(instance, key, logger));
        await keeping;
      },
      release,
      async close() {
        await leave();
        await clearGround(instance, () => undefined);
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** What of it has ended unasked is started again. */
async function keepServices(instance: Instance, key: Buffer, logger: Logger): Promise<void> {
  const isGatewayThere = (await findDetached(gatewayProgram(instance))) !== undefined;
  const results = await Promise.allSettled([
    isGatewayThere ? undefined : ensureGateway(instance, key, logger),
    ensureRegistry(instance, logger),
    ensurePushRegistry(instance, logger),
  ]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
