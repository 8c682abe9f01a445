import { errorBody } from '../../protocol/errors.ts';
import { newId } from '../../protocol/ids.ts';
import type { NodeName } from '../../protocol/node.ts';
import type { Sandbox, StopReason } from '../../protocol/sandbox.ts';
import { requireDisk } from './capacity.ts';
import type { Hub } from './hub.ts';
import type { JsonStore } from './json-store.ts';
import type { LeaseBook } from './lease-book.ts';
import { Lease, nodeRecord } from './lease.ts';
import type { Workshop } from './live-sandbox.ts';
import type { SandboxRecord } from './record.ts';
import { hasStopped } from './refusals.ts';
import { saveUnlessStopped } from './save-unless-stopped.ts';
import type { StoppedSandboxes } from './stopped-sandboxes.ts';
import type { WarmPools } from './warm-pools.ts';

export interface FurtherNodesParts {
  readonly workshop: Workshop;
  readonly pools: WarmPools;
  readonly records: JsonStore<SandboxRecord>;
  readonly stopped: StoppedSandboxes;
  readonly hub: Hub;
  readonly book: LeaseBook;
  readonly onStart: (how: 'cold', tookMs: number) => void;
  /** Hands a node to the learner. */
  readonly open: (lease: Lease) => void;
  readonly stop: (id: string, reason: StopReason) => Promise<Sandbox>;
}

/** Room that is kept for the nodes of a lease whose first one is being made. */
export interface Reservation {
  /** The first one is there: the others are started beside it. */
  readonly begin: (main: Lease) => void;
  /** There will be none. */
  readonly cancel: (error: unknown) => void;
}

/** Makes the nodes of a lease besides the first one: on its network, for as long as it lives. They are never graded. */
export class FurtherNodes {
  readonly #parts: FurtherNodesParts;

  constructor(parts: FurtherNodesParts) {
    this.#parts = parts;
  }

  /** Takes room for `nodes` of a lease, at once; end it with one of its functions. */
  reserve(leaseId: string, owner: string, nodes: readonly NodeName[]): Reservation {
    let begin: Reservation['begin'] = () => undefined;
    let cancel: Reservation['cancel'] = () => undefined;
    const main = new Promise<Lease>((resolve, reject) => {
      begin = resolve;
      cancel = reject;
    });
    main.catch(() => undefined);
    for (const node of nodes) {
      const sandbox = main.then((lease) => this.#start(lease, node));
      void this.#parts.book.pend(leaseId, node, owner, sandbox);
    }
    return { begin, cancel };
  }

  /** One more node, ready. */
  add(main: Lease, node: NodeName): Promise<Sandbox> {
    return this.#parts.book.pend(main.leaseId, node, main.owner, this.#start(main, node));
  }

  async #start(main: Lease, node: NodeName): Promise<Sandbox> {
    const { workshop, pools, records, book, open, stop, onStart } = this.#parts;
    const startedMs = Date.now();
    let lease: Lease | undefined;
    try {
      await requireDisk(workshop.ground.storage);
      const slot = (): number => {
        if (main.stopReason !== null) throw hasStopped(main.view());
        return main.live.slot;
      };
      const live = await pools.startBeside(main.presentImages, { node, slot }, main.limits);
      lease = new Lease(live, nodeRecord(main, node, startedMs), main.limits, main.time);
      book.add(lease);
      await workshop.inside.openMain(live.handle);
      // The first node, or this one, may have been stopped meanwhile.
      const stopped = await saveUnlessStopped(records, lease, () => lease?.stopReason ?? main.stopReason);
      if (stopped !== null) return await stop(lease.id, stopped);
      open(lease);
      onStart('cold', Date.now() - startedMs);
      return lease.view();
    } catch (error) {
      if (lease !== undefined) await stop(lease.id, main.stopReason ?? 'failed');
      else if (main.stopReason === null) await this.#noteFailed(main, node, error);
      throw error;
    }
  }

  /** Tells of a node that never came to be. */
  async #noteFailed(main: Lease, node: NodeName, error: unknown): Promise<void> {
    const { workshop, stopped, hub } = this.#parts;
    const id = newId();
    workshop.logger.error({ err: error, sandbox: main.id, node, requestId: id }, 'a node could not be started');
    const detail = errorBody(error, id).error.hint.slice(0, 300);
    const view: Sandbox = { ...main.view(), id, node, state: 'stopped', stopReason: 'failed', detail };
    hub.publish({ type: 'sandbox', sandbox: view });
    await stopped.add(view);
  }
}
