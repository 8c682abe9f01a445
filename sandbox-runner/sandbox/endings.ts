import { AppError } from '../../protocol/errors.ts';
import type { StopReason } from '../../protocol/sandbox.ts';
import type { LeaseBook } from './lease-book.ts';
import type { Lease } from './lease.ts';
import type { Workshop } from './live-sandbox.ts';
import type { StoppedSandboxes } from './stopped-sandboxes.ts';
import type { WarmPools } from './warm-pools.ts';

export interface EndingsOptions {
  readonly workshop: Workshop;
  readonly stopped: StoppedSandboxes;
  readonly pools: WarmPools;
  readonly book: LeaseBook;
  readonly publish: (lease: Lease) => void;
}

/** Ends sandboxes, each once, and waits until nothing is left of them. */
export class Endings {
  readonly #options: EndingsOptions;
  readonly #underway = new Map<string, Promise<void>>();
  readonly #replaced = new Set<string>();

  constructor(options: EndingsOptions) {
    this.#options = options;
  }

  /** Resolves when it is gone, the first node of a lease with all others. One that is ending already keeps its reason. */
  async stop(lease: Lease, reason: StopReason): Promise<void> {
    const now = Promise.resolve();
    await Promise.all(this.#allWith(lease).map((one) => this.#underway.get(one.id) ?? this.#begin(one, reason, now)));
    if (lease.node !== 'main') return;
    // Nodes that are still being made see that the first one has stopped, and end by themselves.
    const coming = this.#options.book.allPending(lease.leaseId).filter(({ node }) => node !== 'main');
    await Promise.allSettled(coming.map(({ sandbox }) => sandbox));
  }

  /** Has it ended for another one of its learner, and is only waiting to be removed? */
  isReplaced(id: string): boolean {
    return this.#replaced.has(id);
  }

  /**
   * Ends it with reason `reset` at once, but removes it only when the returned function is called: the learner waits for
   * the new one, and removing costs as much as starting. Throws AppError forbidden unless it is `owner`'s.
   */
  replace(lease: Lease | undefined, owner: string): () => void {
    let go: () => void = () => undefined;
    if (lease === undefined || this.#underway.has(lease.id)) return go;
    if (lease.owner !== owner) throw new AppError('forbidden', `${lease.id} is another learner's`);
    const mayGo = new Promise<void>((resolve) => (go = resolve));
    for (const one of this.#allWith(lease)) {
      if (this.#underway.has(one.id)) continue;
      this.#replaced.add(one.id);
      this.#begin(one, 'reset', mayGo).catch((error: unknown) => {
        this.#options.workshop.logger.error({ err: error, sandbox: one.id }, 'stop failed');
      });
    }
    return go;
  }

  #allWith(lease: Lease): readonly Lease[] {
    return lease.node === 'main' ? this.#options.book.nodesOf(lease.leaseId) : [lease];
  }

  #begin(lease: Lease, reason: StopReason, mayGo: Promise<void>): Promise<void> {
    const ending = this.#end(lease, reason, mayGo).finally(() => {
      this.#underway.delete(lease.id);
      this.#replaced.delete(lease.id);
    });
    this.#underway.set(lease.id, ending);
    return ending;
  }

  async #end(lease: Lease, reason: StopReason, mayGo: Promise<void>): Promise<void> {
    const { workshop, stopped, pools, publish, book } = this.#options;
    lease.state = 'stopped';
    lease.stopReason = reason;
    lease.grading?.close();
    workshop.inside.release(lease.id, reason);
    publish(lease);
    workshop.logger.info({ sandbox: lease.id, reason }, 'sandbox stopped');
    // On a full disk, only endings make room.
    await stopped.add(lease.view()).catch((error: unknown) => {
      workshop.logger.error({ err: error, sandbox: lease.id }, 'why it stopped could not be noted');
    });
    await mayGo;
    await pools.release(lease.live);
    book.remove(lease.id);
  }
}
