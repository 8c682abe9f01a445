import type { Sandbox } from '../../protocol/sandbox.ts';
import type { Logger } from '../logger.ts';
import { openJsonStore, type JsonStore } from './json-store.ts';
import { stoppedSchema, type StoppedRecord } from './record.ts';

const keepMs = 6 * 3600_000;
const keepCount = 500;

/** Sandboxes that ended lately, and why; also those that ended while the site was away. */
export class StoppedSandboxes {
  readonly #store: JsonStore<StoppedRecord>;
  readonly #all = new Map<string, StoppedRecord>();

  private constructor(store: JsonStore<StoppedRecord>) {
    this.#store = store;
  }

  static async open(dir: string, logger: Logger): Promise<StoppedSandboxes> {
    const stopped = new StoppedSandboxes(await openJsonStore(dir, stoppedSchema, false));
    const records = await stopped.#store.load((id, error) => logger.warn({ err: error }, `record of ended ${id}`));
    for (const record of records) stopped.#all.set(record.sandbox.id, record);
    await stopped.prune();
    return stopped;
  }

  list(): Sandbox[] {
    return [...this.#all.values()].map((record) => record.sandbox);
  }

  get(id: string): Sandbox | undefined {
    return this.#all.get(id)?.sandbox;
  }

  async add(sandbox: Sandbox): Promise<void> {
    const record = { stoppedAtMs: Date.now(), sandbox };
    this.#all.set(sandbox.id, record);
    await this.#store.save(sandbox.id, record);
  }

  async prune(): Promise<void> {
    const now = Date.now();
    const newestFirst = [...this.#all].sort(([, a], [, b]) => b.stoppedAtMs - a.stoppedAtMs);
    for (const [index, [id, { stoppedAtMs }]] of newestFirst.entries()) {
      if (index < keepCount && now - stoppedAtMs < keepMs) continue;
      this.#all.delete(id);
      await this.#store.remove(id);
    }
  }
}
