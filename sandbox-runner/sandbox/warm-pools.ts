import type { Limits, prepareSchema } from '../../protocol/sandbox.ts';
import type { z } from 'zod';
import { Gate } from '../pool/gate.ts';
import { Pool, type Acquired } from '../pool/pool.ts';
import { systemClock } from '../pool/clock.ts';
import { requireDisk } from './capacity.ts';
import { destroySandbox } from './destroy-sandbox.ts';
import type { Goldens } from './golden.ts';
import type { JsonStore } from './json-store.ts';
import { volumeNames, type LiveSandbox, type Workshop } from './live-sandbox.ts';
import type { SandboxRecord } from './record.ts';
import { startSandbox, type Beside } from './start-sandbox.ts';

type PrepareSets = z.infer<typeof prepareSchema>['sets'];

/** More at once makes each slower and none sooner, on any number of CPUs that was tried. */
const startsAtOnce = 4;
const validateTimeoutMs = 1000;
const poolLimits = {
  idle: 0,
  concurrency: startsAtOnce,
  acquireTimeoutMs: 120_000,
  retryMs: 500,
  refillDelayMs: 500,
  attempts: 2,
};

export interface WarmPoolsOptions {
  readonly workshop: Workshop;
  readonly goldens: Goldens;
  readonly records: JsonStore<SandboxRecord>;
  readonly defaultLimits: Limits;
  /** At most so many kept ready per set of images. */
  readonly maxWarm: number;
  /** May one more be made only to be kept ready? */
  readonly hasRoom: () => boolean;
  /** Must one that is kept ready end, because somebody needs its room? */
  readonly isOverfull: () => boolean;
}

/** One pool of ready sandboxes per golden volume. */
export class WarmPools {
  readonly #options: WarmPoolsOptions;
  readonly #pools = new Map<string, Pool<LiveSandbox>>();
  readonly #gate = new Gate(startsAtOnce);
  readonly #problems = new Map<string, string>();
  #isClosed = false;

  constructor(options: WarmPoolsOptions) {
    this.#options = options;
  }

  get counters(): { readonly idle: number; readonly creating: number; readonly waiting: number } {
    const all = [...this.#pools.values()].map((pool) => pool.counters);
    const sum = (of: 'idle' | 'creating' | 'waiting'): number => all.reduce((total, c) => total + c[of], 0);
    return { idle: sum('idle'), creating: sum('creating'), waiting: sum('waiting') };
  }

  /** Sentences for the operator; none when all is well. */
  get problems(): string[] {
    return [...this.#problems.values()];
  }

  /**
   * Makes golden volumes for these sets and keeps sandboxes ready; sets that are not named any more are let go. Ends early,
   * with nothing let go, when they are not `isCurrent` any more.
   */
  async prepare(sets: PrepareSets, isCurrent: () => boolean): Promise<void> {
    const { goldens, maxWarm, workshop } = this.#options;
    const wanted = new Map<string, number>();
    this.#problems.clear();
    for (const { presentImages, warm } of sets) {
      if (this.#isClosed || !isCurrent()) return;
      const name = presentImages.join(' ') || 'no images';
      try {
        const key = await goldens.key(presentImages);
        await goldens.ensure(key, presentImages);
        wanted.set(key, Math.min(maxWarm, Math.max(warm, wanted.get(key) ?? 0)));
      } catch (error) {
        workshop.logger.error({ err: error, presentImages }, 'could not make a golden volume');
        this.#problems.set(name, `Machines with ${name} can't be prepared: ${messageOf(error)}`);
      }
    }
    if (this.#isClosed || !isCurrent()) return;
    for (const [key, warm] of wanted) this.#pool(key).setIdle(warm);
    for (const [key, pool] of this.#pools) if (!wanted.has(key)) pool.setIdle(0);
  }

  /** A sandbox in which `presentImages` are already pulled, ready or made now. */
  async acquire(presentImages: readonly string[]): Promise<Acquired<LiveSandbox>> {
    const key = await this.#options.goldens.key(presentImages);
    await this.#options.goldens.ensure(key, presentImages);
    return this.#pool(key).acquire();
  }

  /**
   * A sandbox from the volume of a checkpoint or of a step; it queues with the others, behind them when it is not
   * `isUrgent`.
   */
  restore(volume: string, limits: Limits, isUrgent = true): Promise<LiveSandbox> {
    const { workshop } = this.#options;
    if (isUrgent) this.#makeRoom();
    return this.#gate.run(isUrgent, () =>
      startSandbox(workshop, { from: volume, goldenKey: null, limits, isAwaited: isUrgent }),
    );
  }

  /** One more node on the network of another sandbox; it queues with the others. */
  async startBeside(presentImages: readonly string[], beside: Beside, limits: Limits): Promise<LiveSandbox> {
    const { workshop, goldens } = this.#options;
    const key = await goldens.key(presentImages);
    await goldens.ensure(key, presentImages);
    this.#makeRoom();
    const from = volumeNames.golden(key);
    return this.#gate.run(true, () =>
      startSandbox(workshop, { from, goldenKey: null, limits, beside, isAwaited: true }),
    );
  }

  /** Ends a sandbox that was acquired, restored or adopted. */
  async release(sandbox: LiveSandbox): Promise<void> {
    const pool = sandbox.goldenKey === null ? undefined : this.#pools.get(sandbox.goldenKey);
    if (pool === undefined) await this.#destroy(sandbox);
    else await pool.release(sandbox);
    this.refill();
  }

  /** Takes in a ready sandbox that an earlier process made. */
  adopt(sandbox: LiveSandbox): void {
    this.#pool(sandbox.goldenKey ?? '').adopt(sandbox);
  }

  /** The ready sandbox `id` is dead: away with it. False when it is none of these. */
  discard(id: string): boolean {
    return [...this.#pools.values()].some((pool) => pool.discard((sandbox) => sandbox.id === id));
  }

  /** Golden volumes that somebody may ask for. */
  keys(): Set<string> {
    return new Set([...this.#pools].filter(([, pool]) => pool.isWanted).map(([key]) => key));
  }

  refill(): void {
    for (const pool of this.#pools.values()) pool.refill();
  }

  idleSandboxes(): LiveSandbox[] {
    return [...this.#pools.values()].flatMap((pool) => [...pool.idleItems()]);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#pools.values()].map((pool) => pool.close()));
  }

  #pool(key: string): Pool<LiveSandbox> {
    let pool = this.#pools.get(key);
    if (pool !== undefined) return pool;
    const { workshop, hasRoom } = this.#options;
    const problem = `pool ${key}`;
    pool = new Pool({
      create: async (isDemanded) => {
        if (isDemanded) this.#makeRoom();
        const sandbox = await this.#gate.run(isDemanded, () => this.#create(key, isDemanded));
        this.#problems.delete(problem);
        return sandbox;
      },
      validate: (sandbox) => workshop.inside.ping(sandbox.handle, validateTimeoutMs).then(() => true),
      destroy: (sandbox) => this.#destroy(sandbox),
      clock: systemClock,
      limits: poolLimits,
      mayRefill: hasRoom,
      onCreateError: (error) => {
        workshop.logger.error({ err: error, key }, 'could not make a sandbox');
        this.#problems.set(problem, `Making machines fails: ${messageOf(error)}`);
      },
    });
    this.#pools.set(key, pool);
    return pool;
  }

  #makeRoom(): void {
    if (this.#options.isOverfull()) [...this.#pools.values()].some((pool) => pool.dropIdle());
  }

  async #create(key: string, isAwaited: boolean): Promise<LiveSandbox> {
    const { workshop, defaultLimits, records } = this.#options;
    await requireDisk(workshop.ground.storage);
    const from = volumeNames.golden(key);
    const sandbox = await startSandbox(workshop, { from, goldenKey: key, limits: defaultLimits, isAwaited });
    try {
      await workshop.inside.openMain(sandbox.handle);
      const { id, containerId, slot, goldenKey, limits } = sandbox;
      await records.save(id, { id, containerId, slot, goldenKey, limits, lease: null });
      return sandbox;
    } catch (error) {
      await this.#destroy(sandbox);
      throw error;
    }
  }

  async #destroy(sandbox: LiveSandbox): Promise<void> {
    await destroySandbox(this.#options.workshop, sandbox);
    await this.#options.records.remove(sandbox.id);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
