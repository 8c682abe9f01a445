import type { NetworkState, OuterEngine } from '../docker/outer-engine.ts';

/** A network of the outer engine for one sandbox at a time. */
export interface Slot {
  readonly number: number;
  readonly networkId: string;
}

/**
 * Making a network costs more than 100 ms, so they are made ahead, kept, and handed from one sandbox to the next; they
 * also outlive the runner.
 */
export class NetworkSlots {
  readonly #engine: OuterEngine;
  readonly #prefix: string;
  readonly #free: Slot[] = [];
  readonly #taken = new Map<number, Slot | undefined>();

  /** Networks are named `<prefix>-slot-<number>`. */
  constructor(engine: OuterEngine, prefix: string) {
    this.#engine = engine;
    this.#prefix = prefix;
  }

  get counters(): { readonly free: number; readonly taken: number } {
    return { free: this.#free.length, taken: this.#taken.size };
  }

  /** Takes over what an earlier process made; `taken` are the numbers that its sandboxes use. Call once, first. */
  adopt(existing: readonly NetworkState[], taken: ReadonlySet<number>): void {
    for (const { networkId, slot: number } of existing) {
      if (number < 0) continue;
      const slot = { number, networkId };
      if (taken.has(number)) this.#taken.set(number, slot);
      else this.#free.push(slot);
    }
    this.#free.sort((a, b) => a.number - b.number);
  }

  async take(): Promise<Slot> {
    const free = this.#free.shift();
    if (free !== undefined) {
      this.#taken.set(free.number, free);
      return free;
    }
    const number = this.#reserve();
    try {
      const slot = await this.#make(number);
      this.#taken.set(number, slot);
      return slot;
    } catch (error) {
      this.#taken.delete(number);
      throw error;
    }
  }

  giveBack(number: number): void {
    const slot = this.#taken.get(number);
    this.#taken.delete(number);
    if (slot !== undefined) this.#free.push(slot);
  }

  /** Makes networks, one after the other, until `count` exist. */
  async prepare(count: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#free.length + this.#taken.size < count) {
      const number = this.#reserve();
      try {
        const slot = await this.#make(number);
        this.#free.push(slot);
      } finally {
        this.#taken.delete(number);
      }
    }
  }

  #reserve(): number {
    const numbers = new Set([...this.#taken.keys(), ...this.#free.map((slot) => slot.number)]);
    let number = 0;
    while (numbers.has(number)) number++;
    this.#taken.set(number, undefined);
    return number;
  }

  async #make(number: number): Promise<Slot> {
    const networkId = await this.#engine.createNetwork(`${this.#prefix}-slot-${number}`, number);
    return { number, networkId };
  }
}
