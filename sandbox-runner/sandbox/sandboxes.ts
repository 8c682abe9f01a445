import type { CheckResult } from '../../protocol/checks.ts';
import { AppError } from '../../protocol/errors.ts';
import { firstNodes, type NodeName } from '../../protocol/node.ts';
import type { CreateSandbox, Sandbox, SandboxList, StopReason } from '../../protocol/sandbox.ts';
import { requireDisk } from './capacity.ts';
import type { Checkpoints } from './checkpoints.ts';
import { applyLimits, furnish, nameNode, restartContainers } from './furnish.ts';
import { Endings } from './endings.ts';
import { FurtherNodes } from './further-nodes.ts';
import { gradeLease } from './grade-lease.ts';
import type { Hub } from './hub.ts';
import type { JsonStore } from './json-store.ts';
import { LeaseBook, type Quota } from './lease-book.ts';
import { Lease, leaseFrom } from './lease.ts';
import type { LiveSandbox, Workshop } from './live-sandbox.ts';
import type { LeaseRecord, SandboxRecord } from './record.ts';
import { closing, full, hasStopped, notFound, notWithNodes, stillPreparing } from './refusals.ts';
import { shutDown } from './shut-down.ts';
import { doSteps, failedAt, startingPoint } from './starting-point.ts';
import type { StepStates } from './step-states.ts';
import { saveUnlessStopped } from './save-unless-stopped.ts';
import type { StoppedSandboxes } from './stopped-sandboxes.ts';
import type { WarmPools } from './warm-pools.ts';

export interface SandboxesOptions {
  readonly workshop: Workshop;
  readonly pools: WarmPools;
  readonly checkpoints: Checkpoints;
  readonly steps: StepStates;
  readonly records: JsonStore<SandboxRecord>;
  readonly stopped: StoppedSandboxes;
  readonly hub: Hub;
  readonly capacity: number;
  readonly quota: Quota;
  /** A request has become a ready sandbox. */
  readonly onStart: (how: 'warm' | 'cold' | 'restored', tookMs: number) => void;
}

/** The sandboxes that learners have. */
export class Sandboxes {
  readonly #options: SandboxesOptions;
  readonly #book = new LeaseBook();
  readonly #endings: Endings;
  readonly #further: FurtherNodes;
  #isClosed = false;

  constructor(options: SandboxesOptions) {
    this.#options = options;
    const { workshop, stopped, pools } = options;
    const book = this.#book;
    this.#endings = new Endings({ workshop, stopped, pools, book, publish: (lease) => this.publish(lease) });
    this.#further = new FurtherNodes({
      ...options,
      book,
      open: (lease) => this.#open(lease),
      stop: (id, reason) => this.stop(id, reason),
    });
  }

  /** Sandboxes that are, or are about to be, in the hands of a learner, or not yet gone. */
  get count(): number {
    return this.#book.count((id) => this.#endings.isReplaced(id));
  }

  /** Does somebody wait for a sandbox? */
  get isStarting(): boolean {
    return this.#book.allPending().length > 0;
  }

  /** One for each node. */
  leases(): readonly Lease[] {
    return this.#book.all();
  }

  /** Is the first node of this lease there? */
  has(leaseId: string): boolean {
    return this.#book.nodesOf(leaseId)[0]?.node === 'main';
  }

  list(): SandboxList {
    const ended = this.#options.stopped.list().filter(({ id }) => this.#book.get(id) === undefined);
    const starting = this.#book.allPending().filter(({ node }) => node === 'main');
    return {
      sandboxes: [...this.leases().map((lease) => lease.view()), ...ended],
      startingLeases: starting.map(({ leaseId }) => leaseId),
    };
  }

  /** Also one that ended lately. Throws AppError sandbox_not_found. */
  get(id: string): Sandbox {
    const sandbox = this.#book.get(id)?.view() ?? this.#options.stopped.get(id);
    if (sandbox === undefined) throw notFound(id);
    return sandbox;
  }

  /** One that is the learner's now. Throws AppError sandbox_stopped, sandbox_not_found, or conflict: not ready yet. */
  lease(id: string): Lease {
    const lease = this.#book.get(id);
    if (lease?.state === 'ready' || lease?.state === 'unwell') return lease;
    if (lease?.state === 'preparing') throw stillPreparing(id);
    const ended = lease?.view() ?? this.#options.stopped.get(id);
    throw ended === undefined ? notFound(id) : hasStopped(ended);
  }

  /** `lease`, and it has no further nodes. Throws AppError conflict too. */
  aloneLease(id: string): Lease {
    const lease = this.lease(id);
    const isAlone = this.#book.nodesOf(lease.leaseId).length === 1 && this.#book.allPending(lease.leaseId).length === 0;
    if (isAlone) return lease;
    throw notWithNodes(id, 'Several machines that work together can not be saved.');
  }

  /** `lease`, and it is this learner's. Throws AppError forbidden too. */
  ownedBy(id: string, learner: string): Lease {
    const lease = this.lease(id);
    if (lease.owner !== learner) throw new AppError('forbidden', `${id} is another learner's`);
    return lease;
  }

  /**
   * The learner's sandbox, ready; its further nodes become ready by themselves. The same lease gets the same sandbox
   * again, whatever became of it, and what it replaces ends all the same. Throws AppError pool_full or quota_exceeded
   * (also when only some of the nodes would fit), disk_full, checkpoint_not_found, conflict (the lease is somebody
   * else's).
   */
  async create(request: CreateSandbox): Promise<Sandbox> {
    const { leaseId, owner, nodes = 1 } = request;
    const same = this.#book.pending(leaseId, 'main') ?? this.#ofLease(leaseId);
    if (same !== undefined && same.owner !== owner)
      throw new AppError('conflict', `lease ${leaseId} is another learner's`);
    if (same === undefined && this.#isClosed) throw closing();
    const letGo = this.#endings.replace(this.#book.get(request.replaces ?? ''), owner);
    if (same !== undefined) return same.sandbox.finally(letGo);
    try {
      this.#book.requireQuota(owner, leaseId, nodes, this.#options.quota);
    } catch (error) {
      letGo();
      throw error;
    }
    // Room for all of them is taken from now on.
    const further = this.#further.reserve(leaseId, owner, firstNodes(nodes).slice(1));
    const creation = this.#create(request, further.begin)
      .catch((error: unknown) => {
        further.cancel(error);
        throw error;
      })
      .finally(letGo);
    return this.#book.pend(leaseId, 'main', owner, creation);
  }

  /** One more node beside the first one, `id`; the one that is there, if it is. Throws as `create`, and as `lease`. */
  async addNode(id: string, node: NodeName): Promise<Sandbox> {
    const main = this.lease(id);
    const { leaseId, owner } = main;
    if (main.node !== 'main' || !main.isNumbered)
      throw notWithNodes(id, 'This machine was started alone. Only machines in free play can have others beside them.');
    const there = this.#book.nodesOf(leaseId).find((lease) => lease.node === node && lease.state !== 'stopped');
    const pending = this.#book.pending(leaseId, node)?.sandbox;
    if (pending !== undefined) return pending;
    if (there !== undefined) return there.view();
    if (this.#isClosed) throw closing();
    this.#book.requireQuota(owner, leaseId, 1, this.#options.quota);
    const { capacity } = this.#options;
    if (this.count >= capacity) throw full(capacity, capacity - this.count, 1);
    return this.#further.add(main, node);
  }

  /** Lets the sandbox live at least `ttlMs` from now. */
  async extend(id: string, ttlMs: number): Promise<Sandbox> {
    const lease = this.lease(id);
    lease.time.expiresAtMs = Math.max(lease.expiresAtMs, Date.now() + ttlMs);
    // Who asks for more time is there.
    lease.noteActivity(Date.now());
    await this.#options.records.save(id, lease.record());
    this.publish(lease);
    return lease.view();
  }

  /**
   * Ends it, the first node of a lease with all others, tells why, and waits until nothing is left. One that ended
   * already stays as it was.
   */
  async stop(id: string, reason: StopReason): Promise<Sandbox> {
    const lease = this.#book.get(id);
    if (lease !== undefined) await this.#endings.stop(lease, reason);
    return this.get(id);
  }

  async setChecks(id: string, checks: CreateSandbox['checks'], passed: readonly string[]): Promise<void> {
    const lease = this.lease(id);
    lease.checks = checks;
    lease.passed = passed;
    lease.grading?.setChecks(checks, passed, lease.skipped);
    await this.#options.records.save(id, lease.record());
  }

  async runChecks(id: string): Promise<CheckResult[]> {
    return (await this.lease(id).grading?.run()) ?? [];
  }

  /** Takes over, at the start of the runner, a sandbox that an earlier one left running. */
  adopt(live: LiveSandbox, record: LeaseRecord): void {
    const lease = new Lease(live, record, live.limits, this.#book.nodesOf(record.leaseId)[0]?.time);
    this.#book.add(lease);
    this.#open(lease);
  }

  publish(lease: Lease): void {
    lease.toldIdleAtMs = lease.idleAtMs;
    this.#options.hub.publish({ type: 'sandbox', sandbox: lease.view() });
  }

  /** Takes a checkpoint of each, then ends all with `shutdown`. Nothing new is accepted meanwhile. */
  async close(): Promise<void> {
    this.#isClosed = true;
    // What is done for a learner on the way to a step may take minutes.
    const preparing = this.leases().filter((lease) => lease.node === 'main' && lease.state === 'preparing');
    await Promise.allSettled(preparing.map((lease) => this.stop(lease.id, 'shutdown')));
    await Promise.allSettled(this.#book.allPending().map((pending) => pending.sandbox));
    const { checkpoints, workshop } = this.#options;
    await shutDown(
      this.leases().filter((lease) => lease.node === 'main'),
      {
        checkpoints,
        logger: workshop.logger,
        isAlone: ({ leaseId }) => this.#book.nodesOf(leaseId).length === 1,
        stop: (id, reason) => this.stop(id, reason),
      },
    );
  }

  /** `onAcquired` gets the lease as soon as its sandbox exists. */
  async #create(request: CreateSandbox, onAcquired: (lease: Lease) => void): Promise<Sandbox> {
    const { workshop, pools, capacity } = this.#options;
    const createdAtMs = Date.now();
    await requireDisk(workshop.ground.storage);
    const start = startingPoint(request, this.#options);
    const { nodes = 1 } = request;
    // These count already.
    if (this.count > capacity) throw full(capacity, capacity - this.count + nodes, nodes);
    const acquired =
      start.volume === null
        ? await pools.acquire(request.presentImages)
        : { item: await pools.restore(start.volume, request.limits), warm: false };
    const { warm, item } = acquired;
    const restored = start.volume !== null;
    const { skipped } = start;
    const lease = new Lease(item, leaseFrom(request, { createdAtMs, warm, restored, skipped }), request.limits);
    this.#book.add(lease);
    onAcquired(lease);
    try {
      // From here on nobody else may get it, also if this process dies now: without an entry it will be removed.
      await this.#options.records.remove(lease.id);
      lease.detail = restored ? 'Starting your containers again.' : 'Setting up your machine.';
      this.publish(lease);
      if (this.#isClosed) throw closing();
      await applyLimits(workshop, lease.live, request.limits);
      if (lease.isNumbered) await nameNode(lease.live, lease.node);
      if (start.volume === null) {
        const account = request.account ? workshop.ground.account(request.owner) : undefined;
        await furnish(workshop, lease.live, { ...request, account });
      } else {
        await Promise.all([
          restartContainers(workshop, lease.live, start.running),
          workshop.inside.openMain(lease.live.handle),
        ]);
      }
      await doSteps(workshop, lease, start.todo, () => this.publish(lease));
      const stopped = await saveUnlessStopped(this.#options.records, lease, () => lease.stopReason);
      if (stopped !== null) return await this.stop(lease.id, stopped);
      this.#open(lease);
      this.#options.onStart(restored ? 'restored' : warm ? 'warm' : 'cold', Date.now() - createdAtMs);
      return lease.view();
    } catch (error) {
      if (lease.stopReason === null) lease.detail = failedAt(lease.detail);
      await this.stop(lease.id, 'failed');
      throw error;
    }
  }

  /** It is the learner's from here on. */
  #open(lease: Lease): void {
    lease.state = 'ready';
    lease.detail = '';
    lease.noteActivity(Date.now());
    if (lease.node === 'main') gradeLease(lease, { ...this.#options, nodesOf: (id) => this.#book.nodesOf(id) });
    this.publish(lease);
  }

  #ofLease(leaseId: string): { readonly owner: string; readonly sandbox: Promise<Sandbox> } | undefined {
    const found = this.list().sandboxes.find((sandbox) => sandbox.leaseId === leaseId && sandbox.node === 'main');
    return found && { owner: found.owner, sandbox: Promise.resolve(found) };
  }
}
