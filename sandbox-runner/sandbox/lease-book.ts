import { nodeNames, type NodeName } from '../../protocol/node.ts';
import type { Sandbox } from '../../protocol/sandbox.ts';
import type { Lease } from './lease.ts';
import { tooMany } from './refusals.ts';

/** One node that was asked for, until it is there or has failed. */
export interface Pending {
  readonly leaseId: string;
  readonly node: NodeName;
  readonly owner: string;
  readonly sandbox: Promise<Sandbox>;
}

export interface Quota {
  /** Leases of one learner. */
  readonly leases: number;
  /** Their nodes, of all leases together. */
  readonly nodes: number;
}

/** Which sandboxes learners have, and which are being made for them. */
export class LeaseBook {
  readonly #leases = new Map<string, Lease>();
  readonly #pending = new Map<string, Pending>();

  /** Sandboxes that are, or are about to be, in the hands of a learner, or not yet gone; without those `isLeftOut`. */
  count(isLeftOut: (id: string) => boolean): number {
    const isHeld = ({ id, leaseId, node }: Lease): boolean => !this.#pending.has(key(leaseId, node)) && !isLeftOut(id);
    return this.all().filter(isHeld).length + this.#pending.size;
  }

  all(): readonly Lease[] {
    return [...this.#leases.values()];
  }

  get(id: string): Lease | undefined {
    return this.#leases.get(id);
  }

  /** Those of one lease, first node first. */
  nodesOf(leaseId: string): readonly Lease[] {
    const order = (lease: Lease): number => nodeNames.indexOf(lease.node);
    return this.all()
      .filter((lease) => lease.leaseId === leaseId)
      .sort((a, b) => order(a) - order(b));
  }

  add(lease: Lease): void {
    this.#leases.set(lease.id, lease);
  }

  remove(id: string): void {
    this.#leases.delete(id);
  }

  pending(leaseId: string, node: NodeName): Pending | undefined {
    return this.#pending.get(key(leaseId, node));
  }

  /** All of one lease, or of all leases, that are being made. */
  allPending(leaseId?: string): readonly Pending[] {
    return [...this.#pending.values()].filter((pending) => leaseId === undefined || pending.leaseId === leaseId);
  }

  /** Notes what is being made, until `sandbox` settles. Its failure is for those who wait for it. */
  pend(leaseId: string, node: NodeName, owner: string, sandbox: Promise<Sandbox>): Promise<Sandbox> {
    const settled = sandbox.finally(() => this.#pending.delete(key(leaseId, node)));
    settled.catch(() => undefined);
    this.#pending.set(key(leaseId, node), { leaseId, node, owner, sandbox: settled });
    return settled;
  }

  /** Throws AppError quota_exceeded when `more` nodes of `leaseId` would be above what `owner` may have. */
  requireQuota(owner: string, leaseId: string, more: number, quota: Quota): void {
    const own = [
      ...this.allPending().filter((pending) => pending.owner === owner),
      ...this.all().filter((lease) => lease.owner === owner && lease.state !== 'stopped'),
    ];
    const nodes = new Set(own.map((one) => key(one.leaseId, one.node))).size;
    const leases = new Set(own.map((one) => one.leaseId)).add(leaseId).size;
    if (leases > quota.leases || nodes + more > quota.nodes) throw tooMany(owner, nodes, more);
  }
}

function key(leaseId: string, node: NodeName): string {
  return `${leaseId}/${node}`;
}
