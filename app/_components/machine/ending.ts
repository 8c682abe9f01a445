import type { LeaseView } from '../../../protocol/site.ts';

/** How long before the end it is said. */
const warnBeforeExpiryMs = 5 * 60_000;
const warnBeforeIdleMs = 2 * 60_000;
const lastWarningMs = 60_000;

/** A machine that stops soon by itself. */
export interface Ending {
  readonly reason: 'expired' | 'idle';
  readonly leftMs: number;
}

/** Null while there is time; `nowMs` by the site's clock. Of two ends the nearer one. */
export function endingOf({ expiresAtMs, idleAtMs }: LeaseView, nowMs: number): Ending | null {
  const expiry = expiresAtMs - nowMs;
  const idle = idleAtMs - nowMs;
  if (idle < expiry && idle < warnBeforeIdleMs) return { reason: 'idle', leftMs: Math.max(0, idle) };
  return expiry < warnBeforeExpiryMs ? { reason: 'expired', leftMs: Math.max(0, expiry) } : null;
}

/** For screen readers: the same sentence until the last minute, so that it is said twice and not every second. */
export function spokenWarning({ reason, leftMs }: Ending): string {
  const when =
    leftMs <= lastWarningMs ? 'in less than a minute' : `in less than ${reason === 'idle' ? 'two' : 'five'} minutes`;
  return reason === 'idle'
    ? `Nobody has typed for a while. Your machine goes to sleep ${when}. The button “I am still here” prevents it.`
    : `Your machine reaches the end of its time ${when}. The button “Give it its full time again” prevents it.`;
}
