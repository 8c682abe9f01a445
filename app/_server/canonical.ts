import 'server-only';
import type { Metadata } from 'next';
import { siteConfig } from './env.ts';

/** Tells search machines the one address of a page, where the operator has said what the site is called. */
export function canonical(path: string): Pick<Metadata, 'alternates'> {
  const [origin] = siteConfig().publicOrigins;
  return origin === undefined ? {} : { alternates: { canonical: new URL(path, origin).href } };
}
