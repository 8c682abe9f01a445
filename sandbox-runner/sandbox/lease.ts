import type { Check } from '../../protocol/checks.ts';
import type { CreateSandbox, Limits, Sandbox, StopReason } from '../../protocol/sandbox.ts';
import type { Grading } from './inside.ts';
import type { LiveSandbox } from './live-sandbox.ts';
import type { LeaseRecord, SandboxRecord } from './record.ts';

/** One sandbox in the hands of one learner, from the moment that it is theirs. */
export class Lease {
  readonly live: LiveSandbox;
  readonly leaseId: string;
  readonly owner: string;
  readonly presentImages: readonly string[];
  readonly idleMs: number;
  readonly createdAtMs: number;
  readonly warm: boolean;
  readonly restored: boolean;
  checks: readonly Check[];
  passed: readonly string[];
  limits: Limits;
  expiresAtMs: number;
  lastActivityMs: number;
  state: Sandbox['state'] = 'preparing';
  detail = '';
  stopReason: StopReason | null = null;
  grading: Grading | undefined;
  /** Pings in a row that failed. */
  missed = 0;
  /** What was published last of `idleAtMs`. */
  toldIdleAtMs = 0;

  constructor(live: LiveSandbox, lease: LeaseRecord, limits: Limits) {
    this.live = live;
    this.leaseId = lease.leaseId;
    this.owner = lease.owner;
    this.presentImages = lease.presentImages;
    this.idleMs = lease.idleMs;
    this.createdAtMs = lease.createdAtMs;
    this.warm = lease.warm;
    this.restored = lease.restored;
    this.checks = lease.checks;
    this.passed = lease.passed;
    this.limits = limits;
    this.expiresAtMs = lease.expiresAtMs;
    this.lastActivityMs = Date.now();
  }

  get id(): string {
    return this.live.id;
  }

  get idleAtMs(): number {
    return this.lastActivityMs + this.idleMs;
  }

  view(): Sandbox {
    const { id, leaseId, owner, state, detail, stopReason, createdAtMs, expiresAtMs, idleAtMs, warm, restored } = this;
    const { limits } = this;
    return {
      ...{ id, leaseId, owner, state, detail, stopReason, createdAtMs, expiresAtMs, idleAtMs },
      ...{ warm, restored, limits },
    };
  }

  record(): SandboxRecord {
    const { id, containerId, slot, goldenKey } = this.live;
    const { leaseId, owner, idleMs, createdAtMs, expiresAtMs, warm, restored, limits } = this;
    const lease: LeaseRecord = {
      ...{ leaseId, owner, idleMs, createdAtMs, expiresAtMs, warm, restored },
      presentImages: [...this.presentImages],
      checks: [...this.checks],
      passed: [...this.passed],
    };
    return { id, containerId, slot, goldenKey, limits, lease };
  }
}

/** The lease that `request`, which came at `createdAtMs`, asks for; its time begins now. */
export function leaseFrom(request: CreateSandbox, warm: boolean, createdAtMs: number): LeaseRecord {
  const { leaseId, owner, presentImages, checks, passed, idleMs, ttlMs } = request;
  return {
    ...{ leaseId, owner, presentImages, checks, passed, idleMs, warm, createdAtMs },
    expiresAtMs: Date.now() + ttlMs,
    restored: request.fromCheckpoint !== undefined,
  };
}
