import type { IncomingMessage } from 'node:http';
import { siteConfig } from '../env.ts';
import { isSecure } from '../origin.ts';
import { targetOfHost } from './address.ts';
import type { PreviewPlace } from './headers.ts';

/** The preview that a request to the site's own port is for, by its Host; undefined: it is for the site. */
export function previewPlace({ headers: { host } }: IncomingMessage): PreviewPlace | undefined {
  const { preview, publicOrigins } = siteConfig();
  const target = targetOfHost(host, preview);
  if (target === undefined || host === undefined) return undefined;
  // The site's Host isn't known here; previews are reached by TLS where the site is.
  const scheme = isSecure(undefined, publicOrigins) && preview.isDomainChosen ? 'https' : 'http';
  return { ...target, origin: `${scheme}://${host.toLowerCase()}`, isShared: false };
}
