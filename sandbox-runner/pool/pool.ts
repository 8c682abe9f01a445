import { AppError } from '../../protocol/errors.ts';
import type { Clock } from './clock.ts';

export interface PoolOptions<T> {
  /** `isDemanded`: somebody waits for it; otherwise it is made to be kept ready. */
  readonly create: (isDemanded: boolean) => Promise<T>;
  /** Asked right before an idle item is handed out. False or a throw: it is destroyed and the next one tried. */
  readonly validate: (item: T) => Promise<boolean>;
  /** Must not throw; what it can't destroy it must see to itself. */
  readonly destroy: (item: T) => Promise<void>;
  readonly clock: Clock;
  readonly limits: PoolLimits;
  /** Asked before an item is made to be kept ready, e.g. whether the machine has room. Default: always. */
  readonly mayRefill?: () => boolean;
  readonly onCreateError?: (error: unknown) => void;
}

export interface PoolLimits {
  /** Items kept ready. */
  readonly idle: number;
  /** Creations at once. */
  readonly concurrency: number;
  readonly acquireTimeoutMs: number;
  /** Pause after a failed creation; doubles with each further failure in a row, up to 64 times. */
  readonly retryMs: number;
  /** How long after a warm item was handed out the next one is begun: its new owner comes first. */
  readonly refillDelayMs: number;
  /** An acquire gives up after this many failed creations. */
  readonly attempts: number;
}

export interface Acquired<T> {
  readonly item: T;
  /** Was it ready before it was asked for? */
  readonly warm: boolean;
}

interface Waiter<T> {
  failures: number;
  readonly resolve: (acquired: Acquired<T>) => void;
  readonly reject: (error: Error) => void;
}

/** Keeps a number of items ready, and makes more when asked. Knows nothing of what the items are. */
export class Pool<T> {
  readonly #options: PoolOptions<T>;
  readonly #idle: T[] = [];
  readonly #waiters: Waiter<T>[] = [];
  readonly #work = new Set<Promise<void>>();
  #target: number;
  #creating = 0;
  readonly #used = new Set<T>();
  #failuresInRow = 0;
  #lastError: unknown;
  #cancelRetry: (() => void) | undefined;
  #cancelDelay: (() => void) | undefined;
  #isClosed = false;

  constructor(options: PoolOptions<T>) {
    this.#options = options;
    this.#target = options.limits.idle;
  }

  get counters(): {
    readonly idle: number;
    readonly creating: number;
    readonly used: number;
    readonly waiting: number;
  } {
    return { idle: this.#idle.length, creating: this.#creating, used: this.#used.size, waiting: this.#waiters.length };
  }

  /** Is it meant to keep items ready, or does somebody have or want one? */
  get isWanted(): boolean {
    return this.#target + this.#used.size + this.#waiters.length + this.#creating > 0;
  }

  /** What the last failed creation threw; undefined when none failed since one succeeded. */
  get lastError(): unknown {
    return this.#lastError;
  }

  /** How many items to keep ready from now on. */
  setIdle(count: number): void {
    this.#target = count;
    while (this.#idle.length > count) this.dropIdle();
    this.refill();
  }

  /** Makes items until as many are ready as wanted. Call it when `mayRefill` may answer differently. */
  refill(): void {
    if (this.#isClosed || this.#cancelRetry !== undefined) return;
    const { concurrency } = this.#options.limits;
    while (this.#creating < concurrency) {
      const isDemanded = this.#creating < this.#waiters.length;
      const isWanted = this.#idle.length + this.#creating < this.#target + this.#waiters.length;
      if (!isWanted || (!isDemanded && this.#options.mayRefill?.() === false)) return;
      this.#track(this.#create(isDemanded));
    }
  }

  /** Takes in an item that was made elsewhere (by an earlier process). */
  adopt(item: T): void {
    this.#offer(item);
  }

  /**
   * An item that is alive. Throws AppError timed_out, with the last creation's error as its cause, or that error itself
   * after `attempts` failures.
   */
  async acquire(): Promise<Acquired<T>> {
    if (this.#isClosed) throw new AppError('conflict', 'the pool is closed');
    for (let item = this.#idle.shift(); item !== undefined; item = this.#idle.shift()) {
      if (await this.#isValid(item)) {
        this.#used.add(item);
        this.#refillLater();
        return { item, warm: true };
      }
      this.#track(this.#options.destroy(item));
    }
    return this.#wait();
  }

  /** Destroys an item that was acquired. */
  async release(item: T): Promise<void> {
    await this.#options.destroy(item);
    this.#used.delete(item);
    this.refill();
  }

  /** Destroys the idle item that `isIt` finds; false when there is none. */
  discard(isIt: (item: T) => boolean): boolean {
    const index = this.#idle.findIndex(isIt);
    if (index < 0) return false;
    this.#track(...this.#idle.splice(index, 1).map((item) => this.#options.destroy(item)));
    this.refill();
    return true;
  }

  /** Destroys one idle item to make room; false when there is none. The pool does not replace it by itself. */
  dropIdle(): boolean {
    const item = this.#idle.shift();
    if (item === undefined) return false;
    this.#track(this.#options.destroy(item));
    return true;
  }

  idleItems(): readonly T[] {
    return this.#idle;
  }

  /** Refuses whoever waits, destroys what is idle, and waits for all work under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelRetry?.();
    this.#cancelDelay?.();
    for (const waiter of this.#waiters.splice(0)) waiter.reject(new AppError('conflict', 'the pool is closed'));
    while (this.dropIdle());
    while (this.#work.size > 0) await Promise.all(this.#work);
  }

  #track(...work: Promise<void>[]): void {
    for (const one of work) {
      const done: Promise<void> = one.catch(() => undefined).finally(() => this.#work.delete(done));
      this.#work.add(done);
    }
  }

  async #isValid(item: T): Promise<boolean> {
    try {
      return await this.#options.validate(item);
    } catch {
      return false;
    }
  }

  #refillLater(): void {
    this.#cancelDelay?.();
    this.#cancelDelay = this.#options.clock.after(this.#options.limits.refillDelayMs, () => {
      this.#cancelDelay = undefined;
      this.refill();
    });
  }

  #wait(): Promise<Acquired<T>> {
    const { acquireTimeoutMs } = this.#options.limits;
    return new Promise((resolve, reject) => {
      const cancel = this.#options.clock.after(acquireTimeoutMs, () => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        reject(
          new AppError('timed_out', `nothing came free within ${acquireTimeoutMs} ms`, { cause: this.#lastError }),
        );
      });
      const waiter: Waiter<T> = {
        failures: 0,
        resolve: (acquired) => {
          cancel();
          resolve(acquired);
        },
        reject: (error) => {
          cancel();
          reject(error);
        },
      };
      this.#waiters.push(waiter);
      this.refill();
    });
  }

  async #create(isDemanded: boolean): Promise<void> {
    this.#creating++;
    try {
      const item = await this.#options.create(isDemanded);
      this.#creating--;
      this.#failuresInRow = 0;
      this.#lastError = undefined;
      this.#offer(item);
    } catch (error) {
      this.#creating--;
      this.#failed(error);
    }
    this.refill();
  }

  #offer(item: T): void {
    const waiter = this.#waiters.shift();
    if (this.#isClosed) {
      this.#track(this.#options.destroy(item));
    } else if (waiter === undefined) {
      this.#idle.push(item);
    } else {
      this.#used.add(item);
      waiter.resolve({ item, warm: false });
    }
  }

  #failed(error: unknown): void {
    const { retryMs, attempts } = this.#options.limits;
    this.#lastError = error;
    this.#options.onCreateError?.(error);
    const first = this.#waiters[0];
    if (first !== undefined && ++first.failures >= attempts) {
      this.#waiters.shift();
      first.reject(error instanceof Error ? error : new AppError('internal', String(error)));
    }
    if (this.#isClosed || this.#cancelRetry !== undefined) return;
    const pauseMs = retryMs * 2 ** Math.min(this.#failuresInRow++, 6);
    this.#cancelRetry = this.#options.clock.after(pauseMs, () => {
      this.#cancelRetry = undefined;
      this.refill();
    });
  }
}
