import type { z } from 'zod';
import { prepareSchema } from '../../protocol/sandbox.ts';
import type { Logger } from '../logger.ts';
import { openJsonStore, type JsonStore } from './json-store.ts';
import type { WarmPools } from './warm-pools.ts';

type Sets = z.infer<typeof prepareSchema>['sets'];

const id = 'prepare';

/** What the site wants kept ready; remembered, so that a restarted runner begins before the site has asked again. */
export class Preparation {
  readonly #store: JsonStore<z.infer<typeof prepareSchema>>;
  readonly #pools: WarmPools;
  readonly #logger: Logger;
  #work: Promise<void> = Promise.resolve();
  #current: Sets = [];

  private constructor(store: JsonStore<z.infer<typeof prepareSchema>>, pools: WarmPools, logger: Logger) {
    this.#store = store;
    this.#pools = pools;
    this.#logger = logger;
  }

  /** Begins with what is remembered in `dir`. */
  static async open(dir: string, pools: WarmPools, logger: Logger): Promise<Preparation> {
    const store = await openJsonStore(dir, prepareSchema, false);
    const [remembered] = await store.load((_, error) => logger.warn({ err: error }, 'what to prepare can not be read'));
    const preparation = new Preparation(store, pools, logger);
    preparation.#begin(remembered?.sets ?? []);
    return preparation;
  }

  /** Remembers `sets` and begins; does not wait for them to be ready. */
  async set(sets: Sets): Promise<void> {
    await this.#store.save(id, { sets });
    this.#begin(sets);
  }

  /** Resolves when what was begun is done. */
  settled(): Promise<void> {
    return this.#work;
  }

  #begin(sets: Sets): void {
    this.#current = sets;
    this.#work = this.#work
      .then(() => this.#pools.prepare(sets, () => this.#current === sets))
      .catch((error: unknown) => this.#logger.error({ err: error }, 'preparing failed'));
  }
}
