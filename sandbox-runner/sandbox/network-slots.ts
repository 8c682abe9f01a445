import type { Bridges } from '../host/bridges.ts';
import { slotGateway } from './slot-addresses.ts';

interface Taken {
  readonly isMade: boolean;
  /** How many sandboxes are on it. */
  users: number;
}

/**
 * Numbers of networks, each for the sandboxes of one lease at a time: a bridge and a range of addresses. Bridges are made
 * ahead, kept, and handed from one lease to the next; they also outlive the runner. No packet goes from one to another.
 */
export class NetworkSlots {
  readonly #bridges: Pick<Bridges, 'create'>;
  readonly #free: number[] = [];
  readonly #taken = new Map<number, Taken>();
  /** Numbers for which no bridge could be made: something else has their name or range. */
  readonly #unusable = new Set<number>();

  constructor(bridges: Pick<Bridges, 'create'>) {
    this.#bridges = bridges;
  }

  get counters(): { readonly free: number; readonly taken: number } {
    return { free: this.#free.length, taken: this.#taken.size };
  }

  /**
   * Takes over what an earlier process made; `inUse` are the numbers that its sandboxes are on, once for each. Call once,
   * first.
   */
  adopt(existing: readonly number[], inUse: readonly number[]): void {
    for (const number of existing) {
      const users = inUse.filter((used) => used === number).length;
      if (users > 0) this.#taken.set(number, { isMade: true, users });
      else this.#free.push(number);
    }
    this.#free.sort((a, b) => a - b);
  }

  /** A network with nobody on it. */
  async take(): Promise<number> {
    const number = this.#free.shift() ?? (await this.#make());
    this.#taken.set(number, { isMade: true, users: 1 });
    return number;
  }

  /** A place for one more sandbox on a network that was taken. */
  share(number: number): number {
    const taken = this.#taken.get(number);
    if (taken?.isMade !== true) throw new RangeError(`nobody has the network ${number}`);
    taken.users++;
    return number;
  }

  /** One sandbox has left the network; after the last one it is free. */
  giveBack(number: number): void {
    const taken = this.#taken.get(number);
    if (taken === undefined || --taken.users > 0) return;
    this.#taken.delete(number);
    if (taken.isMade) this.#free.push(number);
  }

  /** Makes networks, one after the other, until `count` exist. */
  async prepare(count: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#free.length + this.#taken.size < count) {
      const number = await this.#make();
      this.#taken.delete(number);
      this.#free.push(number);
    }
  }

  async #make(): Promise<number> {
    const numbers = new Set([...this.#taken.keys(), ...this.#unusable, ...this.#free]);
    let number = 0;
    while (numbers.has(number)) number++;
    this.#taken.set(number, { isMade: false, users: 1 });
    try {
      await this.#bridges.create(number, slotGateway(number));
      return number;
    } catch (error) {
      this.#taken.delete(number);
      this.#unusable.add(number);
      throw error;
    }
  }
}
