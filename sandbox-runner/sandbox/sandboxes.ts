import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckResult } from '../../protocol/checks.ts';
import { AppError } from '../../protocol/errors.ts';
import type { CreateSandbox, Sandbox, StopReason } from '../../protocol/sandbox.ts';
import { requireDisk } from './capacity.ts';
import type { Checkpoints } from './checkpoints.ts';
import { applyLimits, furnish, restartContainers } from './furnish.ts';
import type { Hub } from './hub.ts';
import type { JsonStore } from './json-store.ts';
import { Lease, leaseFrom } from './lease.ts';
import { volumeNames, type LiveSandbox, type Workshop } from './live-sandbox.ts';
import type { LeaseRecord, SandboxRecord } from './record.ts';
import { closing, full, hasStopped, notFound, stillPreparing, tooMany } from './refusals.ts';
import type { StoppedSandboxes } from './stopped-sandboxes.ts';
import type { WarmPools } from './warm-pools.ts';

export interface SandboxesOptions {
  readonly workshop: Workshop;
  readonly pools: WarmPools;
  readonly checkpoints: Checkpoints;
  readonly records: JsonStore<SandboxRecord>;
  readonly stopped: StoppedSandboxes;
  readonly hub: Hub;
  readonly capacity: number;
  readonly maxPerOwner: number;
  /** A request has become a ready sandbox. */
  readonly onStart: (how: 'warm' | 'cold' | 'restored', tookMs: number) => void;
}

interface Pending {
  readonly owner: string;
  readonly sandbox: Promise<Sandbox>;
}

/** The sandboxes that learners have. */
export class Sandboxes {
  readonly #options: SandboxesOptions;
  readonly #leases = new Map<string, Lease>();
  /** By lease id, until the answer is out. */
  readonly #pending = new Map<string, Pending>();
  readonly #stopping = new Map<string, Promise<void>>();
  #isClosed = false;

  constructor(options: SandboxesOptions) {
    this.#options = options;
  }

  /** Sandboxes that are, or are about to be, in the hands of a learner, or not yet gone. */
  get count(): number {
    return this.leases().filter((lease) => !this.#pending.has(lease.leaseId)).length + this.#pending.size;
  }

  leases(): readonly Lease[] {
    return [...this.#leases.values()];
  }

  /** All that run, and those that ended lately. */
  list(): Sandbox[] {
    const ended = this.#options.stopped.list().filter(({ id }) => !this.#leases.has(id));
    return [...this.leases().map((lease) => lease.view()), ...ended];
  }

  /** Also one that ended lately. Throws AppError sandbox_not_found. */
  get(id: string): Sandbox {
    const sandbox = this.#leases.get(id)?.view() ?? this.#options.stopped.get(id);
    if (sandbox === undefined) throw notFound(id);
    return sandbox;
  }

  /** One that is the learner's now. Throws AppError sandbox_stopped, sandbox_not_found, or conflict: not ready yet. */
  lease(id: string): Lease {
    const lease = this.#leases.get(id);
    if (lease?.state === 'ready' || lease?.state === 'unwell') return lease;
    if (lease?.state === 'preparing') throw stillPreparing(id);
    const ended = lease?.view() ?? this.#options.stopped.get(id);
    throw ended === undefined ? notFound(id) : hasStopped(ended);
  }

  /**
   * The learner's sandbox, ready. The same lease gets the same sandbox again, whatever became of it. Throws AppError
   * pool_full, quota_exceeded, disk_full, checkpoint_not_found, conflict (the lease is somebody else's).
   */
  async create(request: CreateSandbox): Promise<Sandbox> {
    const { leaseId, owner } = request;
    const same = this.#pending.get(leaseId) ?? this.#ofLease(leaseId);
    if (same !== undefined) {
      if (same.owner === owner) return same.sandbox;
      throw new AppError('conflict', `lease ${leaseId} is another learner's`);
    }
    if (this.#isClosed) throw closing();
    this.#requireQuota(owner);
    const sandbox = this.#create(request).finally(() => this.#pending.delete(leaseId));
    this.#pending.set(leaseId, { owner, sandbox });
    return sandbox;
  }

  /** Lets the sandbox live at least `ttlMs` from now. */
  async extend(id: string, ttlMs: number): Promise<Sandbox> {
    const lease = this.lease(id);
    lease.expiresAtMs = Math.max(lease.expiresAtMs, Date.now() + ttlMs);
    await this.#options.records.save(id, lease.record());
    this.publish(lease);
    return lease.view();
  }

  /** Ends it, tells why, and waits until nothing is left of it. One that ended already stays as it was. */
  async stop(id: string, reason: StopReason): Promise<Sandbox> {
    const lease = this.#leases.get(id);
    if (lease !== undefined && !this.#stopping.has(id)) {
      const stopping = this.#stop(lease, reason).finally(() => this.#stopping.delete(id));
      this.#stopping.set(id, stopping);
    }
    await this.#stopping.get(id);
    return this.get(id);
  }

  async setChecks(id: string, checks: CreateSandbox['checks'], passed: readonly string[]): Promise<void> {
    const lease = this.lease(id);
    lease.checks = checks;
    lease.passed = passed;
    lease.grading?.setChecks(checks, passed);
    await this.#options.records.save(id, lease.record());
  }

  async runChecks(id: string): Promise<CheckResult[]> {
    return (await this.lease(id).grading?.run()) ?? [];
  }

  /** Takes over, at the start of the runner, a sandbox that an earlier one left running. */
  adopt(live: LiveSandbox, record: LeaseRecord): void {
    const lease = new Lease(live, record, live.limits);
    this.#leases.set(lease.id, lease);
    this.#open(lease);
  }

  publish(lease: Lease): void {
    lease.toldIdleAtMs = lease.idleAtMs;
    this.#options.hub.publish({ type: 'sandbox', sandbox: lease.view() });
  }

  /** Takes a checkpoint of each, then ends all with `shutdown`. Nothing new is accepted meanwhile. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled([...this.#pending.values()].map((pending) => pending.sandbox));
    const left = this.leases().slice();
    const worker = async (): Promise<void> => {
      for (let lease = left.shift(); lease !== undefined; lease = left.shift()) await this.#shutDown(lease);
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
  }

  async #create(request: CreateSandbox): Promise<Sandbox> {
    const { workshop, pools, checkpoints } = this.#options;
    const startedMs = Date.now();
    await requireDisk(workshop.ground.storage);
    const checkpoint =
      request.fromCheckpoint === undefined ? undefined : checkpoints.get(request.fromCheckpoint, request.owner);
    // This one counts already.
    if (this.count > this.#options.capacity) throw full(this.#options.capacity);
    const acquired =
      checkpoint === undefined
        ? await pools.acquire(request.presentImages)
        : { item: await pools.restore(volumeNames.checkpoint(checkpoint.id), request.limits), warm: false };
    const lease = new Lease(acquired.item, leaseFrom(request, acquired.warm, startedMs), request.limits);
    this.#leases.set(lease.id, lease);
    try {
      // From here on nobody else may get it, also if this process dies now: without an entry it will be removed.
      await this.#options.records.remove(lease.id);
      lease.detail = checkpoint === undefined ? 'Setting up your machine.' : 'Starting your containers again.';
      this.publish(lease);
      await applyLimits(workshop, lease.live, request.limits);
      if (checkpoint === undefined) {
        await furnish(workshop, lease.live, request);
      } else {
        await Promise.all([
          restartContainers(workshop, lease.live, checkpoint.running),
          workshop.inside.openMain(lease.live.handle),
        ]);
      }
      if (lease.stopReason !== null) return await this.stop(lease.id, lease.stopReason);
      await this.#options.records.save(lease.id, lease.record());
      this.#open(lease);
      this.#options.onStart(lease.restored ? 'restored' : lease.warm ? 'warm' : 'cold', Date.now() - startedMs);
      return lease.view();
    } catch (error) {
      await this.stop(lease.id, 'failed');
      throw error;
    }
  }

  /** It is the learner's from here on. */
  #open(lease: Lease): void {
    const { workshop, hub } = this.#options;
    const { checks, passed, leaseId } = lease;
    lease.state = 'ready';
    lease.detail = '';
    lease.lastActivityMs = Date.now();
    lease.grading = workshop.inside.grade(lease.live.handle, {
      checks,
      passed,
      onResults: (results) => {
        this.#notePassed(lease, results);
        hub.publish({ type: 'checks', sandboxId: lease.id, leaseId, results });
      },
    });
    this.publish(lease);
  }

  #notePassed(lease: Lease, results: readonly CheckResult[]): void {
    const passed = new Set(lease.passed);
    for (const { id, verdict } of results) if (verdict === 'pass') passed.add(id);
    if (passed.size === lease.passed.length || lease.stopReason !== null) return;
    lease.passed = [...passed];
    this.#options.records.save(lease.id, lease.record()).catch((error: unknown) => {
      this.#options.workshop.logger.error({ err: error, sandbox: lease.id }, 'could not note a passed check');
    });
  }

  async #stop(lease: Lease, reason: StopReason): Promise<void> {
    const { workshop, stopped, pools } = this.#options;
    lease.state = 'stopped';
    lease.stopReason = reason;
    lease.grading?.close();
    workshop.inside.release(lease.id, reason);
    this.publish(lease);
    workshop.logger.info({ sandbox: lease.id, reason }, 'sandbox stopped');
    await stopped.add(lease.view());
    await pools.release(lease.live);
    this.#leases.delete(lease.id);
  }

  async #shutDown(lease: Lease): Promise<void> {
    const { checkpoints, workshop } = this.#options;
    const save = checkpoints.create(lease, 'Before the machine room closed', 'shutdown');
    const limit = sleep(60_000, undefined, { ref: false }).then(() => {
      throw new AppError('timed_out', 'the checkpoint took too long');
    });
    await Promise.race([save, limit]).catch((error: unknown) => {
      workshop.logger.error({ err: error, sandbox: lease.id }, 'no checkpoint before the shutdown');
    });
    await this.stop(lease.id, 'shutdown');
  }

  #ofLease(leaseId: string): Pending | undefined {
    const found = this.list().find((sandbox) => sandbox.leaseId === leaseId);
    return found && { owner: found.owner, sandbox: Promise.resolve(found) };
  }

  #requireQuota(owner: string): void {
    const { maxPerOwner } = this.#options;
    const pending = [...this.#pending].filter(([, p]) => p.owner === owner).map(([leaseId]) => leaseId);
    const running = this.leases()
      .filter((l) => l.owner === owner && l.state !== 'stopped')
      .map((l) => l.leaseId);
    const count = new Set([...pending, ...running]).size;
    if (count >= maxPerOwner) throw tooMany(owner, count);
  }
}
