import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect as tlsConnect } from 'node:tls';
import type { Duplex } from 'node:stream';

/** How this machine reaches a mirror. */
export interface Upstream {
  readonly proxy: URL | undefined;
  /** Certificates to trust, in PEM; undefined: Node's own. */
  readonly ca?: string;
}

const stallMs = 30_000;
const maxRedirects = 3;

/** Asks a mirror of this machine and follows its redirects. Throws when it is silent for 30 s or `signal` aborts. */
export async function fetchFollowing(
  first: URL,
  method: string,
  headers: OutgoingHttpHeaders,
  upstream: Upstream,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let url = first;
  for (let hop = 0; ; hop += 1) {
    const answer = await fetchOnce(url, method, headers, upstream, signal);
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

async function fetchOnce(
  url: URL,
  method: string,
  headers: OutgoingHttpHeaders,
  { proxy, ca }: Upstream,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const common: RequestOptions & { ca?: string } = {
    method,
    headers: { ...headers, host: url.host, 'user-agent': 'Slipway' },
    signal,
    timeout: stallMs,
    ...(ca === undefined ? {} : { ca }),
  };
  const tunnel = proxy !== undefined && url.protocol === 'https:' ? await tunnelTo(url, proxy, signal) : undefined;
  return new Promise((resolve, reject) => {
    const call =
      proxy !== undefined && url.protocol === 'http:'
        ? httpRequest({ ...common, host: proxy.hostname, port: proxy.port || 80, path: url.href }, resolve)
        : tunnel !== undefined
          ? httpRequest(
              url.href.replace(/^https/, 'http'),
              {
                ...common,
                agent: false,
                createConnection: () =>
                  tlsConnect({ socket: tunnel, servername: url.hostname, ...(ca === undefined ? {} : { ca }) }),
              },
              resolve,
            )
          : (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, common, resolve);
    call.on('timeout', () => call.destroy(new Error(`${url.host} is silent for ${stallMs} ms`)));
    call.on('error', reject);
    call.end();
  });
}

/** A connection through an HTTP proxy, which sees only where it leads. */
function tunnelTo(url: URL, proxy: URL, signal: AbortSignal): Promise<Duplex> {
  const authority = `${url.hostname}:${url.port || 443}`;
  return new Promise((resolve, reject) => {
    const call = httpRequest({
      host: proxy.hostname,
      port: proxy.port || 80,
      method: 'CONNECT',
      path: authority,
      headers: { host: authority },
      signal,
      timeout: stallMs,
      agent: false,
    });
    call.on('connect', (answer, socket) => {
      if (answer.statusCode === 200) resolve(socket);
      else {
        socket.destroy();
        reject(new Error(`the proxy refuses ${authority} with ${answer.statusCode ?? 'nothing'}`));
      }
    });
    call.on('timeout', () => call.destroy(new Error(`the proxy is silent for ${stallMs} ms`)));
    call.on('error', reject);
    call.end();
  });
}
