import type { CheckResult } from '../../protocol/checks.ts';
import type { NodeName } from '../../protocol/node.ts';
import { registryHost } from '../host/gateway/hosts.ts';
import type { Hub } from './hub.ts';
import type { JsonStore } from './json-store.ts';
import type { Lease } from './lease.ts';
import type { Workshop } from './live-sandbox.ts';
import type { SandboxRecord } from './record.ts';
import type { SandboxHandle } from './sandbox-handle.ts';

export interface GradeLeaseParts {
  readonly workshop: Workshop;
  readonly hub: Hub;
  readonly records: JsonStore<SandboxRecord>;
  /** The nodes of a lease, first node first. */
  readonly nodesOf: (leaseId: string) => readonly Lease[];
}

/** Grades the sandbox until its grading is closed: results are published, and what has passed is noted in the books. */
export function gradeLease(lease: Lease, { workshop, hub, records, nodesOf }: GradeLeaseParts): void {
  const { checks, passed, skipped, leaseId } = lease;
  const notePassed = (results: readonly CheckResult[]): void => {
    const now = new Set(lease.passed);
    for (const { id, verdict } of results) if (verdict === 'pass') now.add(id);
    if (now.size === lease.passed.length || lease.stopReason !== null) return;
    lease.passed = [...now];
    records.save(lease.id, lease.record()).catch((error: unknown) => {
      workshop.logger.error({ err: error, sandbox: lease.id }, 'could not note a passed check');
    });
  };
  lease.grading = workshop.inside.grade(lease.live.handle, {
    checks,
    passed,
    skipped,
    readPushed: async () => ({
      prefix: `${registryHost}/${workshop.ground.account(lease.owner).name}/`,
      images: await workshop.ground.pushed(lease.owner),
    }),
    others: () => new Map(nodesOf(leaseId).flatMap(otherNode)),
    onResults: (results) => {
      notePassed(results);
      hub.publish({ type: 'checks', sandboxId: lease.id, leaseId, results });
    },
  });
}

function otherNode({ node, state, live }: Lease): (readonly [NodeName, SandboxHandle])[] {
  return node === 'main' || state === 'preparing' || state === 'stopped' ? [] : [[node, live.handle]];
}
