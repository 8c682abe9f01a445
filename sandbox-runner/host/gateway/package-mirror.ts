import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Server } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { archiveNames, type AptMirror } from './apt-mirror.ts';
import { createFairShare } from '../fair-share.ts';
import { acceptFairly } from './fair-connections.ts';
import { fetchFollowing, type Upstream } from './fetch-upstream.ts';
import { registryHost } from './hosts.ts';
import { npmTargetOf, replacing } from './npm-site.ts';
import type { PushSite } from './push-site.ts';

const maxConnections = { inAll: 4096, perClient: 64 };
/** Without a byte in either direction. */
const idleMs = 2 * 60_000;
/** Downloads at once for one sandbox; apt opens one per host and npm 15, so more is no honest use. */
const maxPerClient = 32;
const passedOn = ['accept', 'range', 'if-range', 'if-modified-since', 'if-none-match'] as const;
const passedBack = [
  'content-type',
  'content-length',
  'content-range',
  'accept-ranges',
  'last-modified',
  'etag',
] as const;

export interface PackageMirror {
  close(): void;
}

/** What is served under one name. */
export interface Site {
  readonly upstream: Upstream;
  /** The URL at the machine's mirror for a path asked for here; undefined when it leaves what is served. */
  targetOf(path: string): URL | undefined;
  /** In JSON: the mirror's own address, and what to say instead of it. */
  readonly readdress?: { readonly from: string; readonly to: string };
}

/** Debian's packages: `/debian/…` and `/debian-security/…`. */
export function aptSite({ archives, proxy }: AptMirror): Site {
  return { upstream: { proxy }, targetOf: (path) => targetOf(path, archives) };
}

/** Packages of the npm registry that this machine uses, named `host` inside. */
export function npmSite(host: string, registry: URL, upstream: Upstream): Site {
  return {
    upstream,
    targetOf: (path) => npmTargetOf(path, registry),
    readdress: { from: registry.href, to: `http://${host}/` },
  };
}

/**
 * Serves `sites` (name → site) from the machine's own mirrors, to sandboxes that reach nothing else, and the learners' registry
 * under its name. Of sites only GET and HEAD; redirects are followed here.
 */
export function serveMirror(
  listener: Server,
  sites: ReadonlyMap<string, Site>,
  pushes: PushSite | undefined,
  log: (what: string, error: unknown) => void,
): PackageMirror {
  const share = createFairShare(maxPerClient);
  const server = createServer({ maxHeaderSize: 8192 }, (ask, reply) => {
    const giveBack = share.take(ask.socket.remoteAddress ?? '');
    if (giveBack === undefined) {
      refuse(reply, 429, 'Too many downloads at once.');
      return;
    }
    const isPush = pushes !== undefined && hostOf(ask) === registryHost;
    (isPush ? pushes.serve(ask, reply) : serve(ask, reply, sites))
      .catch((error: unknown) => {
        log(`package mirror, ${ask.url ?? ''}`, error);
        if (reply.headersSent) reply.destroy();
        else refuse(reply, 502, 'The mirror of this machine does not answer.');
      })
      .finally(giveBack);
  });
  server.keepAliveTimeout = 5000;
  // Node's timeouts of headers and requests count only in a server that listens itself.
  server.timeout = idleMs;
  listener.on('error', (error) => log('package mirror', error));
  return { close: acceptFairly(listener, maxConnections, (socket) => void server.emit('connection', socket)) };
}

async function serve(ask: IncomingMessage, reply: ServerResponse, sites: ReadonlyMap<string, Site>): Promise<void> {
  ask.resume();
  if (ask.method !== 'GET' && ask.method !== 'HEAD') {
    refuse(reply, 405, 'Only GET and HEAD.');
    return;
  }
  const site = sites.get(hostOf(ask));
  if (site === undefined) {
    refuse(reply, 404, 'No such site here.');
    return;
  }
  const target = site.targetOf(ask.url ?? '');
  if (target === undefined) {
    refuse(reply, 404, 'Not part of what is served here.');
    return;
  }
  const headers = Object.fromEntries([
    ...passedOn.flatMap((name) => (ask.headers[name] === undefined ? [] : [[name, ask.headers[name]] as const])),
    ...(site.readdress === undefined ? [] : [['accept-encoding', 'gzip'] as const]),
  ]);
  const gone = new AbortController();
  reply.once('close', () => gone.abort());
  const answer = await fetchFollowing(target, ask.method, headers, site.upstream, gone.signal);
  reply.statusCode = answer.statusCode ?? 502;
  const isReaddressed =
    site.readdress !== undefined && /[/+]json\b/.test(answer.headers['content-type'] ?? '') && ask.method === 'GET';
  const isPacked = answer.headers['content-encoding'] === 'gzip';
  for (const name of passedBack) {
    const value = answer.headers[name];
    if (value === undefined || (name === 'content-length' && (isReaddressed || isPacked))) continue;
    reply.setHeader(name, value);
  }
  const hasBody = ask.method === 'GET' && ![204, 304].includes(reply.statusCode);
  const steps = hasBody && isPacked ? [createGunzip()] : [];
  const last = isReaddressed && hasBody ? [replacing(site.readdress.from, site.readdress.to)] : [];
  await pipeline([answer, ...steps, ...last, reply]);
}

function hostOf(ask: IncomingMessage): string {
  return ask.headers.host?.toLowerCase().replace(/:80$/, '') ?? '';
}

/** The URL at the machine's mirror for a path asked for here; undefined when it leaves the archives. */
export function targetOf(path: string, archives: AptMirror['archives']): URL | undefined {
  const match = /^\/([a-z-]+)\/((?:[A-Za-z0-9._~+:@=-]|%[0-9A-Fa-f]{2}|\/)*)$/.exec(path);
  const name = archiveNames.find((known) => known === match?.[1]);
  const rest = match?.[2];
  const base = name === undefined ? undefined : archives.get(name);
  if (base === undefined || rest === undefined || rest.length > 500) return undefined;
  if (/(^|\/|%2f)(\.|%2e){1,2}(\/|%2f|$)/i.test(rest) || /%(00|0a|0d|5c)/i.test(rest)) return undefined;
  return URL.canParse(base.href + rest) ? new URL(base.href + rest) : undefined;
}

function refuse(reply: ServerResponse, status: number, text: string): void {
  reply.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
