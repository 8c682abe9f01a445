import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { migrate } from '../prisma/migrate.ts';
import { addressHeader, clientAddress } from './_server/address.ts';
import { db } from './_server/db.ts';
import { siteConfig } from './_server/env.ts';
import { keepLeases, prepareRunner } from './_server/lease-keeper.ts';
import { logger } from './_server/logger.ts';
import { commonHeaders, contentSecurityPolicy } from './_server/page-headers.ts';
import { newSessionCookie, readToken } from './_server/session.ts';
import { startEventsHub } from './_server/sockets/events-hub.ts';
import { handleUpgrade } from './_server/sockets/upgrades.ts';
import { adoptStandaloneBuild } from './_server/standalone-build.ts';

/**
 * The site: Next's pages and API, and the WebSockets, on one port. Its working directory is the checkout or the copy of
 * the build that app/build-server.mjs makes. `--dev` reloads what is edited.
 */
const root = process.cwd();
const isDev = process.argv.includes('--dev');
const config = siteConfig();
const log = logger();
const ending = new AbortController();

const applied = await migrate(config.databaseUrl, join(root, 'prisma/migrations'));
if (applied.length > 0) log.info({ applied }, 'the database was brought up to date');

adoptStandaloneBuild(root);
const { default: next } = await import('next');
// Next would answer every upgrade that it doesn't know by closing it; this stand-in gets only those of its own.
const nextUpgrades = new EventEmitter();
const app = next({
  dev: isDev,
  dir: root,
  hostname: config.listen.host,
  port: config.listen.port,
  httpServer: nextUpgrades as unknown as Server,
});
await app.prepare();
const handlePage = app.getRequestHandler();

const hub = startEventsHub(ending.signal, (url) => {
  prepareRunner(url, true).catch((error: unknown) =>
    log.warn({ runner: url, err: error }, 'a runner could not be told what to prepare'),
  );
});
void keepLeases(ending.signal, () => hub.reachableRunners());

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    log.error({ err: error, path: request.url }, 'a request failed');
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
server.on('upgrade', (request, socket, head) => {
  if (isDev && request.url?.startsWith('/_next/') === true && nextUpgrades.emit('upgrade', request, socket, head))
    return;
  void handleUpgrade(hub, request, socket, head);
});
server.on('clientError', (_error, socket) => {
  if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
});
server.listen(config.listen.port, config.listen.host, () => log.info({ address: server.address() }, 'the site is up'));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  request.headers[addressHeader] = clientAddress(request, config.trustProxy);
  for (const [name, value] of Object.entries(commonHeaders)) response.setHeader(name, value);
  const isPage =
    (request.method === 'GET' || request.method === 'HEAD') && !/^\/(?:_next|api)\//.test(request.url ?? '/');
  if (isPage) {
    // Next reads the nonce from the request's policy and gives it to the scripts that it writes into the page.
    const policy = contentSecurityPolicy(randomBytes(16).toString('base64'), isDev);
    request.headers['content-security-policy'] = policy;
    response.setHeader('content-security-policy', policy);
    const isVisit =
      request.headers['sec-fetch-dest'] === 'document' || request.headers.accept?.includes('text/html') === true;
    if (isVisit && readToken(request.headers.cookie) === undefined)
      response.setHeader('set-cookie', newSessionCookie(isSecure(request)));
  }
  await handlePage(request, response);
}

/** Does the browser reach us by TLS? Known from the public origin whose host it named. */
function isSecure(request: IncomingMessage): boolean {
  const { publicOrigins } = config;
  const named = publicOrigins.find((origin) => new URL(origin).host === request.headers.host);
  return (named ?? publicOrigins[0] ?? '').startsWith('https:');
}

async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'the site stops');
  ending.abort();
  hub.close();
  const closed = new Promise((resolve) => server.close(resolve));
  // Requests under way may finish; what is still open after that (terminals) is not waited for.
  server.closeIdleConnections();
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 3000).unref())]);
  await app.close();
  await db().$disconnect();
  process.exit(0);
}
