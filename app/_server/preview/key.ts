import { createHmac, timingSafeEqual } from 'node:crypto';
import { siteConfig } from '../env.ts';

/** Which machine a preview is of. */
export interface PreviewOf {
  readonly leaseId: string;
  /** A node of the lease; `main` where there is only one. */
  readonly node: string;
}

const macChars = 24; // 96 bits
const keyPattern = /^([a-z0-9]{20})([0-9a-f]{24})(?:-([a-z0-9][a-z0-9-]{0,9}))?$/;
const mainNode = 'main';

/**
 * The unguessable part of a preview's address: who has it may look. It holds for as long as the lease lives. At most 55
 * characters of a-z, 0-9 and -, so that it fits a label of a host name with a port before it.
 */
export function previewKey({ leaseId, node }: PreviewOf, secret = siteConfig().secrets.ticketSecret): string {
  const suffix = node === mainNode ? '' : `-${node}`;
  return `${leaseId}${mac(leaseId, node, secret)}${suffix}`;
}

/** What a key stands for; undefined: we never made it. */
export function readPreviewKey(key: string, secret = siteConfig().secrets.ticketSecret): PreviewOf | undefined {
  const [, leaseId, given, node = mainNode] = keyPattern.exec(key) ?? [];
  if (leaseId === undefined || given === undefined) return undefined;
  const right = Buffer.from(mac(leaseId, node, secret));
  return timingSafeEqual(right, Buffer.from(given)) ? { leaseId, node } : undefined;
}

function mac(leaseId: string, node: string, secret: string): string {
  // The purpose keeps this apart from the tickets that the same secret signs.
  return createHmac('sha256', secret).update(`preview\0${leaseId}\0${node}`).digest('hex').slice(0, macChars);
}
