import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { logger } from '../logger.ts';
import { readTarget, targetText, type PreviewTarget } from './address.ts';
import type { PreviewPlace } from './headers.ts';
import { failurePage, failurePageHeaders } from './failure-page.ts';
import { readPreviewKey } from './key.ts';
import { servePreviewSocket } from './serve-preview-socket.ts';
import { servePreview } from './serve-preview.ts';

const cookie = 'slipway_preview';
const entryPattern = /^\/~\/([a-z0-9-]{1,56})\/([1-9]\d{0,4})(?:\/+([^\r\n]*))?$/;

/**
 * The second port, for a class without wildcard names: `/~/<key>/<port>/…` says, in a cookie, which preview this browser looks
 * at, and leads on to `/…`, so that a page's absolute paths are its own. One preview at a time for each browser.
 */
export function listenForPreviews(host: string, port: number): Server {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      logger().error({ err: error }, 'a request for a preview failed');
      response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    const place = placeOf(request);
    if (place !== undefined) void servePreviewSocket(request, socket, head, place);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  server.on('error', (error) => logger().error({ err: error, host, port }, 'no port for previews'));
  server.listen(port, host, () => logger().info({ address: server.address() }, 'previews have a port'));
  return server;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, key, port, rest = ''] = entryPattern.exec(request.url ?? '/') ?? [];
  const entered = key === undefined || port === undefined ? undefined : readTarget(`${port}--${key}`);
  if (entered !== undefined && readPreviewKey(entered.key) !== undefined) {
    response.writeHead(302, {
      location: `/${rest}`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'set-cookie': `${cookie}=${targetText(entered)}; Path=/; HttpOnly; SameSite=Lax`,
    });
    response.end();
    return;
  }
  const place = placeOf(request);
  if (place !== undefined) {
    await servePreview(request, response, place);
    return;
  }
  const words = {
    title: 'No preview is open here',
    sentences: ['Open it from the page of your lesson, where the ports of your machine are listed.'],
    commands: [],
    ports: [],
  };
  response.writeHead(404, failurePageHeaders).end(failurePage(words, () => '/', null));
}

function placeOf(request: IncomingMessage): PreviewPlace | undefined {
  const target = readCookie(request.headers.cookie);
  const { host } = request.headers;
  if (target === undefined || host === undefined || readPreviewKey(target.key) === undefined) return undefined;
  return { ...target, origin: `http://${host}`, isShared: true };
}

function readCookie(header: string | undefined): PreviewTarget | undefined {
  for (const part of (header ?? '').split(';')) {
    const [name, value = ''] = part.trim().split('=');
    const target = name === cookie ? readTarget(value) : undefined;
    if (target !== undefined) return target;
  }
  return undefined;
}
