import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { limitsSchema } from '../protocol/sandbox.ts';
import type { RunnerConfig } from './config.ts';
import { connectInside } from './connect-inside.ts';
import { outerEngine } from './docker/outer-engine.ts';
import { bridgesIn } from './host/bridges.ts';
import type { Ground } from './host/ground.ts';
import { groundPaths } from './host/instance.ts';
import { layGround } from './host/lay-ground.ts';
import { ticketReader } from './http/auth.ts';
import { homeOf, type Home } from './files/home.ts';
import { checkRoutes } from './http/check-routes.ts';
import { checkpointRoutes } from './http/checkpoint-routes.ts';
import { exportRoutes } from './http/export-routes.ts';
import { filesRoutes } from './http/files-routes.ts';
import { runnerHealth } from './http/health.ts';
import { createMetrics } from './http/metrics.ts';
import { memoryRoute } from './http/memory-route.ts';
import { operatorRoutes } from './http/operator-routes.ts';
import { recipeRoutes } from './http/recipe-routes.ts';
import { previewRoutes } from './http/preview-routes.ts';
import { router } from './http/router.ts';
import { sandboxRoutes } from './http/sandbox-routes.ts';
import { listen } from './http/server.ts';
import { createLogger, type Logger } from './logger.ts';
import type { Preview } from './preview/preview.ts';
import { createTunnels } from './preview/tunnels.ts';
import { adopt } from './sandbox/adopt.ts';
import { defaultCapacity } from './sandbox/capacity.ts';
import { Checkpoints } from './sandbox/checkpoints.ts';
import { outerEngineGone } from './sandbox/engine-watch.ts';
import { Goldens } from './sandbox/golden.ts';
import { Hub } from './sandbox/hub.ts';
import { openJsonStore } from './sandbox/json-store.ts';
import type { Lease } from './sandbox/lease.ts';
import { cgroupOf, type Workshop } from './sandbox/live-sandbox.ts';
import { startMonitor } from './sandbox/monitor.ts';
import { NetworkSlots } from './sandbox/network-slots.ts';
import { Preparation } from './sandbox/preparation.ts';
import { peakMemory } from './sandbox/peak-memory.ts';
import { reap, startReaper, type ReaperParts } from './sandbox/reaper.ts';
import { recordSchema } from './sandbox/record.ts';
import type { SandboxHandle } from './sandbox/sandbox-handle.ts';
import { Sandboxes } from './sandbox/sandboxes.ts';
import { makeSteps } from './sandbox/step-maker.ts';
import { StepStates } from './sandbox/step-states.ts';
import { StoppedSandboxes } from './sandbox/stopped-sandboxes.ts';
import { WarmPools } from './sandbox/warm-pools.ts';
import { servePorts } from './ws/ports-socket.ts';
import { filesSocket } from './ws/files-socket.ts';
import { upgrades } from './ws/upgrade.ts';
import { serveWorld } from './ws/world-socket.ts';

const httpGraceMs = 2000;
const maxSpareSlots = 40;
/** Of each processor, on average over a minute; making the beginnings of steps alone is less. */
const busyLoad = 0.75;

export interface Runner {
  /** What it listens on; differs from the configuration when that says 0. */
  readonly port: number;
  readonly ground: Ground;
  /** Resolves when the runner can't go on: end the process, the next one repairs the ground and takes over. */
  readonly failed: Promise<void>;
  /**
   * Checkpoints and ends every sandbox, then the engine and all that was laid. `keepGround`: leaves engine and registry
   * running, for the next runner on this data directory.
   */
  close(options?: { keepGround?: boolean }): Promise<void>;
}

/** Lays the ground, takes over what an earlier runner left, and serves. Throws the first error, with nothing left open. */
export async function startRunner(config: RunnerConfig, logger: Logger = createLogger(config)): Promise<Runner> {
  const stop = new AbortController();
  const progress = (line: string): void => logger.info(line);
  const ground = await layGround({ config, logger, signal: stop.signal, progress });
  try {
    return await serve(config, logger, ground, stop);
  } catch (error) {
    stop.abort();
    await ground.release();
    throw error;
  }
}

async function serve(config: RunnerConfig, logger: Logger, ground: Ground, stop: AbortController): Promise<Runner> {
  const engine = outerEngine(ground.engineSocket, ground.instance.key);
  const inside = connectInside(logger, ground.mappedRoot);
  const bridges = bridgesIn(groundPaths(ground.instance).netns);
  const slots = new NetworkSlots(bridges);
  const workshop: Workshop = { ground, engine, inside, slots, bridges, logger, alive: new Set() };
  // Each storage has books of its own: what stands in none of them is cleared away at a start.
  const books = ground.storage.kind === 'btrfs' ? config.dataDir : join(config.dataDir, 'volume-books');
  const book = (name: string): string => join(books, name);

  const records = await openJsonStore(book('sandboxes'), recordSchema, false);
  const goldens = await Goldens.open(workshop, book('goldens'));
  const checkpoints = await Checkpoints.open(workshop, book('checkpoints'));
  const steps = await StepStates.open(workshop, book('recipes'));
  const stopped = await StoppedSandboxes.open(book('stopped'), logger);
  const capacity = config.pool.capacity ?? defaultCapacity(await ground.storage.freeBytes());
  const hub = new Hub();

  const total = (): number => sandboxes.count + pools.counters.idle;
  const pools: WarmPools = new WarmPools({
    ...{ workshop, goldens, records },
    defaultLimits: limitsSchema.parse({}),
    maxWarm: config.pool.warm,
    hasRoom: () => total() + pools.counters.creating < capacity,
    isOverfull: () => total() > capacity,
  });
  const metrics = createMetrics({
    states: () => countBy(sandboxes.leases().map((lease) => lease.state)),
    warm: () => pools.counters,
    slots: () => slots.counters,
    freeDiskBytes: () => ground.storage.freeBytes(),
    capacity,
  });
  const sandboxes: Sandboxes = new Sandboxes({
    ...{ workshop, pools, checkpoints, steps, records, stopped, hub, capacity },
    quota: config.pool.quota,
    onStart: (how, tookMs) => metrics.onStart(how, tookMs),
  });
  hub.subscribe((event) => metrics.onEvent(event));

  const parts: ReaperParts = { workshop, goldens, checkpoints, steps, stopped, sandboxes, pools };
  await adopt({ ...parts, records });
  await reap(parts);
  const deaths = engine.watchDeaths((id) => noteDeath(id, sandboxes, pools, logger));
  startReaper(parts, stop.signal);
  startMonitor(sandboxes, inside, logger, stop.signal);
  const preparation = await Preparation.open(book('prepare'), pools, logger);
  const stepMaker = makeSteps(
    {
      ...{ workshop, goldens, pools, states: steps },
      isIdle: () =>
        !sandboxes.isStarting && pools.counters.creating + pools.counters.waiting === 0 && total() < capacity,
      isBusy: () => (loadavg()[0] ?? 0) > busyLoad * cpus().length,
    },
    stop.signal,
  );
  slots.prepare(Math.min(capacity, maxSpareSlots), stop.signal).catch((error: unknown) => {
    logger.warn({ err: error }, 'could not make networks ahead');
  });

  const readTicket = ticketReader(config.secrets.ticketSecret);
  const health = runnerHealth({ config, ground, engine, sandboxes, pools, capacity });
  const home = (lease: Lease): Home => homeOf(lease.live.handle, ground.mappedRoot);
  const sockets = upgrades({
    ...{ readTicket, sandboxes, hub, logger },
    runnerId: config.runnerId,
    terminals: (sandbox) => inside.terminals(sandbox),
    sockets: {
      world: (socket, lease) => serveWorld(socket, inside.world(lease.live.handle)),
      ports: (socket, lease) => servePorts(socket, inside.preview(lease.live.handle)),
      files: filesSocket(home, hub),
    },
  });
  const preview = (sandbox: SandboxHandle): Preview => inside.preview(sandbox);
  const tunnels = createTunnels({ readTicket, sandboxes, preview, logger });
  const routes = [
    ...sandboxRoutes(sandboxes, preparation),
    ...checkRoutes(sandboxes),
    memoryRoute(sandboxes, async ({ live }) => peakMemory(await cgroupOf(workshop, live.containerId))),
    ...checkpointRoutes(sandboxes, checkpoints),
    ...recipeRoutes(steps),
    ...filesRoutes(sandboxes, home),
    ...exportRoutes({ sandboxes, checkpoints, storage: ground.storage, inside }),
    ...operatorRoutes(health, metrics),
    ...previewRoutes(sandboxes, preview),
  ];
  const server = await listen({
    ...config.listen,
    onRequest: router(routes, readTicket, logger),
    async onUpgrade(request, socket, head) {
      if (!tunnels.take(request, socket, head)) await sockets.handle(request, socket, head);
    },
  });
  logger.info({ port: server.port, capacity, storage: ground.storage.kind }, 'runner ready');

  return {
    port: server.port,
    ground,
    failed: outerEngineGone(engine, stop.signal),
    async close({ keepGround = false } = {}) {
      stop.abort();
      deaths.close();
      await sandboxes.close();
      await pools.close();
      await preparation.settled();
      await stepMaker;
      sockets.close(httpGraceMs);
      tunnels.close();
      await server.close(httpGraceMs);
      await (keepGround ? ground.release() : ground.close());
    },
  };
}

function noteDeath(id: string, sandboxes: Sandboxes, pools: WarmPools, logger: Logger): void {
  if (pools.discard(id) || !sandboxes.leases().some((lease) => lease.id === id)) return;
  sandboxes.stop(id, 'died').catch((error: unknown) => logger.error({ err: error, sandbox: id }, 'stop failed'));
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
