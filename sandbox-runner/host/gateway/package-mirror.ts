import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
  type ServerResponse,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Server, Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { archiveNames, type AptMirror } from './apt-mirror.ts';

const maxConnections = 512;
/** Downloads at once for one sandbox; apt opens one per host, so more is no honest use. */
const maxPerClient = 8;
const stallMs = 30_000;
const maxRedirects = 3;
const passedOn = ['range', 'if-range', 'if-modified-since', 'if-none-match'] as const;
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

/**
 * Serves `http://<host>/debian/…` and `/debian-security/…` from the machine's own mirror, to sandboxes that reach nothing
 * else. Only those two archives, only GET and HEAD; redirects are followed here.
 */
export function serveMirror(
  listener: Server,
  host: string,
  mirror: AptMirror,
  log: (what: string, error: unknown) => void,
): PackageMirror {
  const busy = new Map<string, number>();
  const server = createServer({ maxHeaderSize: 8192, requestTimeout: 30_000, headersTimeout: 10_000 }, (ask, reply) => {
    const client = ask.socket.remoteAddress ?? '';
    const running = busy.get(client) ?? 0;
    if (running >= maxPerClient) {
      refuse(reply, 429, 'Too many downloads at once.');
      return;
    }
    busy.set(client, running + 1);
    serve(ask, reply, host, mirror)
      .catch((error: unknown) => {
        log(`package mirror, ${ask.url ?? ''}`, error);
        if (reply.headersSent) reply.destroy();
        else refuse(reply, 502, 'The mirror of this machine does not answer.');
      })
      .finally(() => {
        const left = (busy.get(client) ?? 1) - 1;
        if (left > 0) busy.set(client, left);
        else busy.delete(client);
      });
  });
  server.keepAliveTimeout = 5000;
  const connections = new Set<Socket>();
  listener.maxConnections = maxConnections;
  listener.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    server.emit('connection', socket);
  });
  listener.on('error', (error) => log('package mirror', error));
  return {
    close() {
      listener.close();
      for (const socket of connections) socket.destroy();
    },
  };
}

async function serve(ask: IncomingMessage, reply: ServerResponse, host: string, mirror: AptMirror): Promise<void> {
  ask.resume();
  if (ask.method !== 'GET' && ask.method !== 'HEAD') {
    refuse(reply, 405, 'Only GET and HEAD.');
    return;
  }
  if (ask.headers.host?.toLowerCase().replace(/:80$/, '') !== host) {
    refuse(reply, 404, 'No such site here.');
    return;
  }
  const target = targetOf(ask.url ?? '', mirror.archives);
  if (target === undefined) {
    refuse(reply, 404, 'Not part of an archive that is served here.');
    return;
  }
  const headers = Object.fromEntries(
    passedOn.flatMap((name) => (ask.headers[name] === undefined ? [] : [[name, ask.headers[name]]])),
  );
  const gone = new AbortController();
  reply.once('close', () => gone.abort());
  const answer = await fetchFollowing(target, ask.method, headers, mirror.proxy, gone.signal);
  reply.statusCode = answer.statusCode ?? 502;
  for (const name of passedBack) {
    const value = answer.headers[name];
    if (value !== undefined) reply.setHeader(name, value);
  }
  await pipeline(answer, reply);
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

async function fetchFollowing(
  first: URL,
  method: string,
  headers: OutgoingHttpHeaders,
  proxy: URL | undefined,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let url = first;
  for (let hop = 0; ; hop += 1) {
    const answer = await fetchOnce(url, method, headers, proxy, signal);
    const location = answer.headers.location;
    if (![301, 302, 303, 307, 308].includes(answer.statusCode ?? 0) || location === undefined) return answer;
    answer.destroy();
    if (hop === maxRedirects || !URL.canParse(location, url.href))
      throw new Error(`${first.href}: too many or bad redirects`);
    url = new URL(location, url);
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new Error(`${first.href}: redirected to ${url.protocol}`);
  }
}

function fetchOnce(
  url: URL,
  method: string,
  headers: OutgoingHttpHeaders,
  proxy: URL | undefined,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const common: RequestOptions = {
    method,
    headers: { ...headers, host: url.host, 'user-agent': 'Slipway' },
    signal,
    timeout: stallMs,
  };
  return new Promise((resolve, reject) => {
    const viaProxy = proxy !== undefined && url.protocol === 'http:';
    const call = viaProxy
      ? httpRequest({ ...common, host: proxy.hostname, port: proxy.port || 80, path: url.href }, resolve)
      : (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, common, resolve);
    call.on('timeout', () => call.destroy(new Error(`${url.host} is silent for ${stallMs} ms`)));
    call.on('error', reject);
    call.end();
  });
}

function refuse(reply: ServerResponse, status: number, text: string): void {
  reply.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
