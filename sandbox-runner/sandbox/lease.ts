import type { Check } from '../../protocol/checks.ts';
import type { NodeName } from '../../protocol/node.ts';
import type { CreateSandbox, Limits, Sandbox, StopReason } from '../../protocol/sandbox.ts';
import type { Grading } from './inside.ts';
import type { LiveSandbox } from './live-sandbox.ts';
import type { LeaseRecord, SandboxRecord } from './record.ts';

/** How long a lease lives; the same for all its nodes. */
export interface LeaseTime {
  expiresAtMs: number;
  lastActivityMs: number;
}

/** One sandbox in the hands of one learner, from the moment that it is theirs. */
export class Lease {
  readonly live: LiveSandbox;
  readonly leaseId: string;
  readonly node: NodeName;
  readonly isNumbered: boolean;
  readonly time: LeaseTime;
  readonly owner: string;
  readonly presentImages: readonly string[];
  readonly idleMs: number;
  readonly createdAtMs: number;
  readonly warm: boolean;
  readonly restored: boolean;
  checks: readonly Check[];
  passed: readonly string[];
  readonly skipped: readonly string[];
  limits: Limits;
  state: Sandbox['state'] = 'preparing';
  detail = '';
  stopReason: StopReason | null = null;
  grading: Grading | undefined;
  /** Pings in a row that failed. */
  missed = 0;
  /** What was published last of `idleAtMs`. */
  toldIdleAtMs = 0;

  /** `time`: of the lease's first node, where this is another one. */
  constructor(live: LiveSandbox, lease: LeaseRecord, limits: Limits, time?: LeaseTime) {
    this.live = live;
    this.leaseId = lease.leaseId;
    this.node = lease.node;
    this.isNumbered = lease.isNumbered;
    this.time = time ?? { expiresAtMs: lease.expiresAtMs, lastActivityMs: Date.now() };
    this.owner = lease.owner;
    this.presentImages = lease.presentImages;
    this.idleMs = lease.idleMs;
    this.createdAtMs = lease.createdAtMs;
    this.warm = lease.warm;
    this.restored = lease.restored;
    this.checks = lease.checks;
    this.passed = lease.passed;
    this.skipped = lease.skipped;
    this.limits = limits;
  }

  get id(): string {
    return this.live.id;
  }

  get expiresAtMs(): number {
    return this.time.expiresAtMs;
  }

  get idleAtMs(): number {
    return this.time.lastActivityMs + this.idleMs;
  }

  /** Notes that somebody was there at `atMs`, on whichever node. */
  noteActivity(atMs: number): void {
    this.time.lastActivityMs = Math.max(this.time.lastActivityMs, atMs);
  }

  view(): Sandbox {
    const { id, leaseId, owner, state, detail, stopReason, createdAtMs, expiresAtMs, idleAtMs, warm, restored } = this;
    const { limits, node } = this;
    return {
      ...{ id, leaseId, node, owner, state, detail, stopReason, createdAtMs, expiresAtMs, idleAtMs },
      ...{ warm, restored, limits },
    };
  }

  record(): SandboxRecord {
    const { id, containerId, slot, goldenKey } = this.live;
    const { leaseId, node, isNumbered, owner, idleMs, createdAtMs, expiresAtMs, warm, restored, limits } = this;
    const lease: LeaseRecord = {
      ...{ leaseId, node, isNumbered, owner, idleMs, createdAtMs, expiresAtMs, warm, restored },
      presentImages: [...this.presentImages],
      checks: [...this.checks],
      passed: [...this.passed],
      skipped: [...this.skipped],
    };
    return { id, containerId, slot, goldenKey, limits, lease };
  }
}

/** The lease that `request`, which came at `createdAtMs`, asks for; its time begins now. */
export function leaseFrom(
  request: CreateSandbox,
  { createdAtMs, warm, restored, skipped }: Pick<LeaseRecord, 'createdAtMs' | 'warm' | 'restored' | 'skipped'>,
): LeaseRecord {
  const { leaseId, owner, presentImages, checks, passed, idleMs, ttlMs } = request;
  return {
    ...{ leaseId, owner, presentImages, checks, passed, skipped, idleMs, warm, restored, createdAtMs },
    node: 'main',
    isNumbered: request.nodes !== undefined,
    expiresAtMs: Date.now() + ttlMs,
  };
}

/** What another node of the lease of `main` is noted as, asked for at `createdAtMs`. It is never graded. */
export function nodeRecord(main: Lease, node: NodeName, createdAtMs: number): LeaseRecord {
  const { leaseId, owner, presentImages, idleMs, expiresAtMs, isNumbered } = main;
  return {
    ...{ leaseId, node, isNumbered, owner, presentImages: [...presentImages], idleMs, createdAtMs, expiresAtMs },
    ...{ checks: [], passed: [], skipped: [], warm: false, restored: false },
  };
}
