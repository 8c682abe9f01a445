import { z } from 'zod';
import { AppError } from '../../../protocol/errors.ts';
import { run } from '../command.ts';

/** Where this machine gets Debian's packages from; the sandboxes get them from there as well. */
export interface AptMirror {
  /** Name of an archive as our images know it → its URL here, ending in /. */
  readonly archives: ReadonlyMap<ArchiveName, URL>;
  /** As `Acquire::http::Proxy` of apt says, if at all. */
  readonly proxy: URL | undefined;
}

export const archiveNames = ['debian', 'debian-security'] as const;
export type ArchiveName = (typeof archiveNames)[number];

const rowSchema = z.object({ uri: z.url({ protocol: /^https?$/ }), origin: z.string(), label: z.string() });

/**
 * Reads apt's own configuration: the mirrors of packages from Debian and Debian-Security, and the proxy. Throws
 * host_unfit when no source of Debian's main archive is configured.
 */
export async function readAptMirror(): Promise<AptMirror> {
  const [targets, config] = await Promise.all([
    run('apt-get', ['indextargets', '--format', '$(REPO_URI)\t$(ORIGIN)\t$(LABEL)', 'Identifier: Packages']),
    run('apt-config', ['dump', '--format', '%f\t%v%n'], { allowFailure: true }),
  ]);
  const archives = parseTargets(targets.stdout);
  if (!archives.has('debian')) {
    throw new AppError(
      'host_unfit',
      "apt on this machine knows no http mirror of Debian's main archive, from which the sandboxes are built: add one to /etc/apt/sources.list.d and run apt-get update",
    );
  }
  return { archives, proxy: parseProxy(config.stdout) };
}

/** From lines of URL, origin and label, apart by tabs. A mirror without the security archive beside it gets a guess. */
export function parseTargets(text: string): Map<ArchiveName, URL> {
  const archives = new Map<ArchiveName, URL>();
  for (const line of text.split('\n')) {
    const [uri, origin, label] = line.split('\t');
    const row = rowSchema.safeParse({ uri, origin, label });
    if (!row.success || row.data.origin !== 'Debian') continue;
    const name =
      row.data.label === 'Debian' ? 'debian' : row.data.label === 'Debian-Security' ? 'debian-security' : undefined;
    if (name !== undefined && !archives.has(name)) archives.set(name, new URL(row.data.uri.replace(/\/*$/, '/')));
  }
  return archives;
}

/** The proxy in the output of apt-config dump; DIRECT and per-host entries don't count. */
export function parseProxy(text: string): URL | undefined {
  for (const line of text.split('\n')) {
    const [key, value] = line.split('\t');
    if (key?.toLowerCase() !== 'acquire::http::proxy' || value === undefined || !/^http:\/\//.test(value)) continue;
    return URL.canParse(value) ? new URL(value) : undefined;
  }
  return undefined;
}
