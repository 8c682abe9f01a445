import type { Sandbox } from '../../protocol/sandbox.ts';
import type { Lease, Prisma } from './db.ts';

/**
 * What a runner's word about a sandbox changes in its live lease. What a runner listed a moment ago may come after what it
 * said since: a sandbox that has been ready is never prepared again, and its time never gets shorter. Undefined: nothing is
 * changed.
 */
export function leaseNews(
  known: Pick<Lease, 'sandboxId' | 'state' | 'expiresAt' | 'idleAt'>,
  { id, state, detail, stopReason, expiresAtMs, idleAtMs }: Sandbox,
): Prisma.LeaseUpdateManyMutationInput | undefined {
  if (state === 'preparing' && known.state !== 'preparing') return undefined;
  // Until the runner has said it, the times are a guess of the site.
  const isGuess = known.sandboxId !== id;
  const latest = (before: Date, saidMs: number): Date =>
    new Date(isGuess ? saidMs : Math.max(before.getTime(), saidMs));
  return {
    sandboxId: id,
    state,
    detail,
    expiresAt: latest(known.expiresAt, expiresAtMs),
    idleAt: latest(known.idleAt, idleAtMs),
    ...(state === 'stopped'
      ? { detail: stopReason === 'failed' ? detail : '', endedAt: new Date(), endReason: stopReason ?? 'lost' }
      : {}),
  };
}
