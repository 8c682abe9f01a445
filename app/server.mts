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
import { openFirstPages } from './_server/open-first-pages.ts';
import { isSecure } from './_server/origin.ts';
import { commonHeaders, contentSecurityPolicy } from './_server/page-headers.ts';
import { frameSource } from './_server/preview/address.ts';
import { previewPlace } from './_server/preview/preview-host.ts';
import { servePreviewSocket } from './_server/preview/serve-preview-socket.ts';
import { servePreview } from './_server/preview/serve-preview.ts';
import { listenForPreviews } from './_server/preview/shared-port.ts';
import { newSessionCookie, readToken } from './_server/session.ts';
import { createCarriers } from './_server/sockets/carriers.ts';
import { startEventsHub } from './_server/sockets/events-hub.ts';
import { handleUpgrade } from './_server/sockets/upgrades.ts';
import { adoptStandaloneBuild } from './_server/standalone-build.ts';
import { staticFiles } from './_server/static-files.ts';

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
const answerStatic = staticFiles(root);

const hub = startEventsHub(ending.signal, (url) => {
  prepareRunner(url, true).catch((error: unknown) =>
    log.warn({ runner: url, err: error }, 'a runner could not be told what to prepare'),
  );
});
void keepLeases(ending.signal, () => hub.reachableRunners());

const carriers = createCarriers(() => `ws://${ownAddress()}`);
const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    log.error({ err: error, path: request.url }, 'a request failed');
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
server.on('upgrade', (request, socket, head) => {
  const preview = previewPlace(request);
  if (preview !== undefined) {
    void servePreviewSocket(request, socket, head, preview);
    return;
  }
  if (isDev && request.url?.startsWith('/_next/') === true && nextUpgrades.emit('upgrade', request, socket, head))
    return;
  void handleUpgrade(hub, request, socket, head);
});
server.on('clientError', (_error, socket) => {
  if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
});
server.listen(config.listen.port, config.listen.host, () => {
  log.info({ address: server.address() }, 'the site is up');
  openFirstPages(`http://${ownAddress()}`).catch((error: unknown) =>
    log.warn({ err: error }, 'the first pages could not be opened'),
  );
});
const sharedPreviews =
  config.preview.port === undefined ? undefined : listenForPreviews(config.listen.host, config.preview.port);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const preview = previewPlace(request);
  if (preview !== undefined) {
    await servePreview(request, response, preview);
    return;
  }
  request.headers[addressHeader] = clientAddress(request, config.trustProxy);
  for (const [name, value] of Object.entries(commonHeaders)) response.setHeader(name, value);
  if (answerStatic(request, response)) return;
  if (/^\/carrier(?:[/?]|$)/.test(request.url ?? '/')) {
    await carriers.answer(request, response);
    return;
  }
  const isPage =
    (request.method === 'GET' || request.method === 'HEAD') && !/^\/(?:_next|api)\//.test(request.url ?? '/');
  if (isPage) {
    // Next reads the nonce from the request's policy and gives it to the scripts that it writes into the page.
    const opened = { host: request.headers.host ?? '', isSecure: isSecure(request.headers.host, config.publicOrigins) };
    const frames = frameSource(opened, config.preview);
    const policy = contentSecurityPolicy(randomBytes(16).toString('base64'), isDev, frames);
    request.headers['content-security-policy'] = policy;
    response.setHeader('content-security-policy', policy);
    const isVisit =
      request.headers['sec-fetch-dest'] === 'document' || request.headers.accept?.includes('text/html') === true;
    if (isVisit && readToken(request.headers.cookie) === undefined)
      response.setHeader('set-cookie', newSessionCookie(opened.isSecure));
  }
  await handlePage(request, response);
}

/** Where this process reaches itself: host and port. */
function ownAddress(): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the site does not listen');
  const host = address.address === '0.0.0.0' ? '127.0.0.1' : address.address === '::' ? '::1' : address.address;
  return `${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'the site stops');
  ending.abort();
  carriers.close();
  hub.close();
  const closed = new Promise((resolve) => server.close(resolve));
  sharedPreviews?.close();
  // Requests under way may finish; what is still open after that (terminals) is not waited for.
  server.closeIdleConnections();
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 3000).unref())]);
  await app.close();
  await db().$disconnect();
  process.exit(0);
}
