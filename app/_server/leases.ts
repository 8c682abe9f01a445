import { AppError } from '../../protocol/errors.ts';
import { newId } from '../../protocol/ids.ts';
import { firstNodes } from '../../protocol/node.ts';
import type { Checkpoint, Sandbox, StopReason } from '../../protocol/sandbox.ts';
import { db, type Lease, type Prisma } from './db.ts';
import { siteConfig } from './env.ts';
import { leaseChanges } from './lease-changes.ts';
import { leaseNews } from './lease-news.ts';
import { applyNode, requireNode } from './lease-nodes.ts';
import { requireLessonOf } from './lessons.ts';

/** The learner's newest lease for a lesson: the live one, or the one that ended last. */
export async function latestLease(learnerId: string, lesson: string): Promise<Lease | null> {
  const leases = await db().lease.findMany({ where: { learnerId, lesson }, orderBy: { createdAt: 'desc' }, take: 1 });
  return leases[0] ?? null;
}

/** A lease of this learner. Throws not_found also for somebody else's: it tells nothing about other learners. */
export async function requireLease(id: string, learnerId: string | undefined): Promise<Lease> {
  const lease = /^[a-z0-9]{20}$/.test(id) ? await db().lease.findUnique({ where: { id } }) : null;
  if (lease === null || lease.learnerId !== learnerId)
    throw new AppError('not_found', `no lease ${id} of learner ${String(learnerId)}`, {
      hint: 'There is no such machine, or it is not yours. Open the lesson again.',
    });
  return lease;
}

/** `requireLease`, and it is still live; with the sandbox of `node`. Throws sandbox_stopped, or as `requireNode`. */
export async function requireLiveLease(
  id: string,
  learnerId: string | undefined,
  node = 'main',
): Promise<Lease & { sandboxId: string }> {
  const { sandboxId, ...lease } = await requireLease(id, learnerId);
  if (lease.endedAt !== null)
    throw new AppError('sandbox_stopped', `lease ${id} ended: ${String(lease.endReason)}`, {
      hint: 'This machine has stopped. Start one again on the page of the lesson.',
    });
  if (sandboxId === null)
    throw new AppError('conflict', `lease ${id} has no sandbox yet`, { hint: 'This machine is still being started.' });
  return { ...lease, sandboxId: await requireNode({ ...lease, sandboxId }, node) };
}

/** What the lease is for, as its learner knows it. */
async function titleOf({ lesson }: Lease): Promise<string> {
  return requireLessonOf({ lesson }).then(
    ({ title }) => `“${title}”`,
    () => lesson,
  );
}

export interface NewLease {
  /** Default: any. */
  readonly id?: string | undefined;
  readonly learnerId: string;
  readonly lesson: string;
  readonly runnerUrl: string;
  /** How many machines; undefined: a single one without a number. */
  readonly nodes: number | undefined;
}

/**
 * Gives the learner a lease for the lesson: the live one if there is one (`isNew` false), otherwise a new one, in one
 * transaction that holds the learner's row. Throws quota_exceeded.
 */
export async function openLease({
  id = newId(),
  learnerId,
  lesson,
  runnerUrl,
  nodes,
}: NewLease): Promise<{ lease: Lease; isNew: boolean }> {
  const { maxLeasesPerLearner, ttlMs, idleMs } = siteConfig();
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Learner" WHERE "id" = ${learnerId} FOR UPDATE`;
    const live = await tx.lease.findMany({ where: { learnerId, endedAt: null } });
    const same = live.find((lease) => lease.lesson === lesson);
    if (same !== undefined) return { lease: same, isNew: false };
    if (live.length >= maxLeasesPerLearner)
      throw new AppError('quota_exceeded', `learner ${learnerId} has ${live.length} live leases`, {
        hint: `You have ${live.length} machines running already (${(await Promise.all(live.map(titleOf))).join(', ')}). Stop one of them, then start this one.`,
      });
    const now = Date.now();
    const lease = await tx.lease.create({
      data: {
        id,
        learnerId,
        lesson,
        runnerUrl,
        detail: 'Asking for a machine',
        expiresAt: new Date(now + ttlMs),
        idleAt: new Date(now + idleMs),
        nodeCount: nodes ?? null,
        nodes: { create: firstNodes(nodes ?? 1).flatMap((node) => (node === 'main' ? [] : [{ node }])) },
      },
    });
    return { lease, isNew: true };
  });
}

/**
 * Writes what a runner says about a lease's sandbox, unless the lease is further than that. Null: the lease has ended or does
 * not exist; nothing is written.
 */
export async function applySandbox(sandbox: Sandbox): Promise<Lease | null> {
  const lease = await db().lease.findUnique({ where: { id: sandbox.leaseId } });
  if (lease === null || lease.endedAt !== null) return null;
  if (sandbox.node !== 'main') {
    await applyNode(sandbox);
    return lease;
  }
  const news = leaseNews(lease, sandbox);
  if (news === undefined) return lease;
  const only = sandbox.state === 'preparing' ? { state: sandbox.state } : {};
  return (await updateLive(lease.id, news, only)) ?? db().lease.findFirst({ where: { id: lease.id, endedAt: null } });
}

/**
 * Ends a live lease, with `only` if its machine is still as given. Null: it had ended before, and keeps the reason it has, or
 * its machine is another by now.
 */
export async function endLease(
  id: string,
  endReason: StopReason,
  detail = '',
  only: Partial<Pick<Lease, 'sandboxId' | 'state'>> = {},
): Promise<Lease | null> {
  return updateLive(id, { state: 'stopped', endedAt: new Date(), endReason, detail: detail.slice(0, 300) }, only);
}

/** Notes the newest snapshot of a lease's sandbox, of a live or an ended lease. */
export async function noteCheckpoint(leaseId: string, { id, createdAtMs }: Checkpoint): Promise<void> {
  await db().lease.update({
    where: { id: leaseId },
    data: { checkpoint: id, checkpointAt: new Date(createdAtMs) },
  });
}

async function updateLive(
  id: string,
  data: Prisma.LeaseUpdateManyMutationInput,
  only: Prisma.LeaseWhereInput = {},
): Promise<Lease | null> {
  const [lease] = await db().lease.updateManyAndReturn({ where: { ...only, id, endedAt: null }, data });
  if (lease !== undefined) leaseChanges().emit('changed', id);
  return lease ?? null;
}
