import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { AppError } from '../../protocol/errors.ts';

/**
 * Throws AppError origin_refused unless `origin` (the Origin header) is this site. The site is every origin of
 * `publicOrigins`, and, when the request came to this machine by address or by the machine's own name, the origin of that
 * Host. Another name that merely resolves to us (DNS rebinding) is not us.
 */
export function requireOwnOrigin(
  origin: string | null | undefined,
  host: string | null | undefined,
  publicOrigins: readonly string[],
): void {
  if (origin !== null && origin !== undefined) {
    if (publicOrigins.includes(origin)) return;
    if (host && namesThisMachine(host) && origin === `http://${host}`) return;
  }
  throw new AppError('origin_refused', `Origin ${String(origin)} at Host ${String(host)}`, {
    hint: 'This request did not come from a page of this site. If you opened Slipway under another address, its operator must add that address to SLIPWAY_PUBLIC_ORIGIN.',
  });
}

/** Does a browser that named `host` reach us by TLS? Known from the public origin with that host, or else from the first one. */
export function isSecure(host: string | null | undefined, publicOrigins: readonly string[]): boolean {
  const named = publicOrigins.find((origin) => new URL(origin).host === host);
  return (named ?? publicOrigins[0] ?? '').startsWith('https:');
}

function namesThisMachine(host: string): boolean {
  if (!URL.canParse(`http://${host}`)) return false;
  const name = new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const own = hostname().toLowerCase();
  return (
    isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost') || name === own || name === `${own}.local`
  );
}
