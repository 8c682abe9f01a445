import { setTimeout as delay } from 'node:timers/promises';
import { AppError, errorBody, type ErrorCode } from '../../protocol/errors.ts';
import { newId } from '../../protocol/ids.ts';
import { maxNodes, nodeHostname, nodeNameSchema, nodeNames, type NodeName } from '../../protocol/node.ts';
import type { Sandbox, SandboxList, StopReason } from '../../protocol/sandbox.ts';
import { db, type Lease, type LeaseNode } from './db.ts';
import { leaseChanges } from './lease-changes.ts';
import { logger } from './logger.ts';
import { runnerClient } from './runner-client.ts';

/** What happens later is told by the events of the lease. */
const answerWithinMs = 400;
/** A node that no runner knows of may still be on its way for so long. */
const graceMs = 180_000;
/** Nothing is broken: there is no room just now, or the learner has as many as they may. */
const refusals: ReadonlySet<ErrorCode> = new Set(['pool_full', 'quota_exceeded']);
type LiveLease = Lease & { readonly sandboxId: string };

/** The sandbox of a node of a live lease. Throws not_found, conflict (it is being started) or sandbox_stopped. */
export async function requireNode(lease: LiveLease, node: string): Promise<string> {
  if (node === 'main') return lease.sandboxId;
  const rows = await db().leaseNode.findMany({ where: { leaseId: lease.id } });
  const name = nodeNameSchema.safeParse(node).data;
  const row = rows.find((one) => one.node === name);
  if (row === undefined || name === undefined) {
    const there = nodeNames.filter((one) => one === 'main' || rows.some((other) => other.node === one));
    throw new AppError('not_found', `lease ${lease.id} has no node ${JSON.stringify(node.slice(0, 40))}`, {
      hint: `There is no such machine here. There are, by the names they have in addresses: ${there.join(', ')}.`,
    });
  }
  if (row.state === 'stopped')
    throw new AppError('sandbox_stopped', `${node} of lease ${lease.id} has ended`, {
      hint: `${nodeHostname(name)} has stopped.`,
    });
  if (row.sandboxId === null)
    throw new AppError('conflict', `${node} of lease ${lease.id} has no sandbox yet`, {
      hint: `${nodeHostname(name)} is still being started.`,
    });
  return row.sandboxId;
}

/** Are there machines beside the first one? Such a lease can't be saved. */
export async function hasFurtherNodes({ id, nodeCount }: Lease): Promise<boolean> {
  return nodeCount !== null && (await db().leaseNode.count({ where: { leaseId: id, state: { not: 'stopped' } } })) > 0;
}

/** Writes what a runner says about a further node of a live lease. What it says of a node replaced since then is left out. */
export async function applyNode(sandbox: Sandbox): Promise<void> {
  const { leaseId, node, state, stopReason } = sandbox;
  const row = await db().leaseNode.findFirst({ where: { leaseId, node } });
  const isStopped = state === 'stopped';
  const isOther = row?.sandboxId !== sandbox.id;
  if (isStopped && isOther && !(row?.sandboxId === null && stopReason === 'failed')) return;
  // What a runner listed a moment ago may come after what it said since.
  if (state === 'preparing' && !isOther && row.state !== 'preparing') return;
  if (isStopped && stopReason === 'learner') {
    await db().leaseNode.deleteMany({ where: { leaseId, node, sandboxId: sandbox.id } });
  } else {
    const endReason = isStopped ? (stopReason ?? 'lost') : null;
    const data = { sandboxId: sandbox.id, state, detail: sandbox.detail, endReason };
    const isSame = !isOther && row.state === state && row.detail === data.detail && row.endReason === endReason;
    if (isSame) return;
    await db().leaseNode.upsert({
      where: { leaseId_node: { leaseId, node } },
      create: { leaseId, node, ...data },
      update: data,
    });
  }
  leaseChanges().emit('changed', leaseId);
}

/** Further nodes of live leases that their runner must have by now. */
export function settledNodes(runnerUrl: string): Promise<LeaseNode[]> {
  return db().leaseNode.findMany({
    where: {
      state: { not: 'stopped' },
      createdAt: { lt: new Date(Date.now() - graceMs) },
      lease: { runnerUrl, endedAt: null },
    },
  });
}

/** Ends, as lost, those of `settled` that are not among all that their runner had after they were read. */
export async function loseNodes(settled: readonly LeaseNode[], { sandboxes }: SandboxList): Promise<void> {
  const there = new Set(sandboxes.map(({ id }) => id));
  for (const { leaseId, node, sandboxId, createdAt } of settled) {
    if (sandboxId !== null && there.has(sandboxId)) continue;
    logger().warn({ lease: leaseId, node }, 'a node is lost');
    // Not one that has come since, to it or in its place.
    await endNode({ leaseId, node, sandboxId, createdAt }, 'lost', '');
  }
}

/**
 * Adds a machine to a lease: the first name that is free, or `wanted`, which must be free or have ended. Whether it starts
 * is said by its state later. Throws conflict, and pool_full or quota_exceeded when the runner has said so at once.
 */
export async function addNode(lease: LiveLease, wanted?: NodeName): Promise<Lease> {
  const leaseId = lease.id;
  if (lease.nodeCount === null)
    throw new AppError('conflict', `lease ${leaseId} is alone`, {
      hint: 'This machine was started alone. Only machines in free play can have others beside them.',
    });
  const rows = await db().leaseNode.findMany({ where: { leaseId } });
  const isTaken = (name: NodeName): boolean =>
    name === 'main' || rows.some(({ node, state }) => node === name && (state !== 'stopped' || wanted === undefined));
  const node = wanted ?? nodeNames.find((name) => !isTaken(name));
  if (node === undefined || isTaken(node))
    throw new AppError('conflict', `lease ${leaseId} has ${rows.length + 1} nodes`, {
      hint: node === undefined ? `${maxNodes} machines are as many as fit.` : `${nodeHostname(node)} is there already.`,
    });
  const before = rows.find((one) => one.node === node);
  const fresh = { sandboxId: null, state: 'preparing' as const, detail: '', endReason: null, createdAt: new Date() };
  await db().leaseNode.upsert({
    where: { leaseId_node: { leaseId, node } },
    create: { leaseId, node, ...fresh },
    update: fresh,
  });
  const added = runnerClient(lease.runnerUrl)
    .addNode(lease.sandboxId, node)
    .then(applyNode)
    .then(() => undefined)
    .catch(async (error: unknown) => {
      logger().warn({ lease: leaseId, node, err: error }, 'a node could not be added');
      const isRefused = error instanceof AppError && refusals.has(error.code);
      if (isRefused && before === undefined) await forgetNode({ leaseId, node }, null);
      else await endNode({ leaseId, node }, 'failed', errorBody(error, newId()).error.hint);
      return isRefused ? error : undefined;
    });
  const refusal = await Promise.race([added, delay(answerWithinMs)]);
  if (refusal !== undefined) throw refusal;
  leaseChanges().emit('changed', leaseId);
  return lease;
}

/** Ends a machine that was added, and forgets it. */
export async function removeNode(lease: LiveLease, name: string): Promise<Lease> {
  const row = await db().leaseNode.findFirst({ where: { leaseId: lease.id, node: name } });
  if (row === null)
    throw new AppError('not_found', `lease ${lease.id} has no node ${name}`, {
      hint: 'There is no such machine, or it is the first one, which ends with all the others.',
    });
  if (row.state === 'preparing')
    throw new AppError('conflict', `${name} is being started`, {
      hint: 'This machine is still being started. Wait until it is there, then take it away.',
    });
  if (row.state !== 'stopped' && row.sandboxId !== null)
    await runnerClient(lease.runnerUrl).stop(row.sandboxId, 'learner');
  await forgetNode({ leaseId: lease.id, node: name }, row.sandboxId);
  return lease;
}

interface NodeKey {
  readonly leaseId: string;
  readonly node: string;
  /** As it was read: */
  readonly sandboxId?: string | null;
  readonly createdAt?: Date;
}

async function forgetNode(where: NodeKey, sandboxId: string | null): Promise<void> {
  await db().leaseNode.deleteMany({ where: { ...where, sandboxId } });
  leaseChanges().emit('changed', where.leaseId);
}

async function endNode(where: NodeKey, endReason: StopReason, detail: string): Promise<void> {
  const data = { state: 'stopped' as const, endReason, detail: detail.slice(0, 300) };
  await db().leaseNode.updateMany({ where, data });
  leaseChanges().emit('changed', where.leaseId);
}
