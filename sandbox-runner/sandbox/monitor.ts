import type { Logger } from '../logger.ts';
import type { Inside } from './inside.ts';
import type { Lease } from './lease.ts';
import type { Sandboxes } from './sandboxes.ts';

const tickMs = 1000;
const pingEveryMs = 5000;
const pingTimeoutMs = 3000;
const missesUntilUnwell = 2;
/** How far `idleAtMs` may be from what was told before it is told again. */
const idleToldWithinMs = 20_000;

/** Ends sandboxes whose time is over, and notices engines that do not answer. Runs until `signal`. */
export function startMonitor(sandboxes: Sandboxes, inside: Inside, logger: Logger, signal: AbortSignal): void {
  const pinging = new Set<string>();
  let pingAtMs = Date.now() + pingEveryMs;

  const ping = async (lease: Lease): Promise<void> => {
    pinging.add(lease.id);
    const isWell = await inside.ping(lease.live.handle, pingTimeoutMs).then(
      () => true,
      () => false,
    );
    pinging.delete(lease.id);
    noteHealth(sandboxes, lease, isWell, logger);
  };

  const tick = (): void => {
    const now = Date.now();
    const isPingTime = now >= pingAtMs;
    if (isPingTime) pingAtMs = now + pingEveryMs;
    for (const lease of sandboxes.leases()) {
      if (lease.state !== 'ready' && lease.state !== 'unwell') continue;
      lease.noteActivity(inside.lastActivityMs(lease.id) ?? 0);
      if (isPingTime && !pinging.has(lease.id)) void ping(lease);
      // The time of the others is that of the first node, and they end with it.
      if (lease.node !== 'main') continue;
      const reason = now >= lease.expiresAtMs ? 'expired' : now >= lease.idleAtMs ? 'idle' : undefined;
      if (reason !== undefined) {
        sandboxes.stop(lease.id, reason).catch((error: unknown) => logger.error({ err: error }, 'stop failed'));
        continue;
      }
      if (lease.idleAtMs - lease.toldIdleAtMs > idleToldWithinMs) sandboxes.publish(lease);
    }
  };

  const timer = setInterval(tick, tickMs);
  signal.addEventListener('abort', () => clearInterval(timer));
}

function noteHealth(sandboxes: Sandboxes, lease: Lease, isWell: boolean, logger: Logger): void {
  lease.missed = isWell ? 0 : lease.missed + 1;
  if (isWell && lease.state === 'unwell') {
    lease.state = 'ready';
    lease.detail = '';
    sandboxes.publish(lease);
  } else if (lease.missed >= missesUntilUnwell && lease.state === 'ready') {
    lease.state = 'unwell';
    lease.detail = 'The Docker Engine of this machine does not answer.';
    logger.info({ sandbox: lease.id }, 'inner engine does not answer');
    sandboxes.publish(lease);
  }
}
