import 'server-only';
import { headers } from 'next/headers';
import { siteConfig } from '../../_server/env.ts';

/** Where this site is reached, as its operator says, or else as it was asked for: `https://learn.example.org`. */
export async function siteAddress(): Promise<string> {
  const [origin] = siteConfig().publicOrigins;
  return origin ?? `http://${(await headers()).get('host') ?? 'localhost'}`;
}
