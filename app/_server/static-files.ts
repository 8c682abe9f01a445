import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import sirv from 'sirv';

const prefix = '/_next/static/';
const yearSeconds = 365 * 24 * 3600;

export type StaticFiles = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Answers requests for the built scripts and styles of `root` (their names change with their content) from what
 * app/build-server.mjs compressed; false: this request is for something else. In development there is nothing of that kind.
 */
export function staticFiles(root: string): StaticFiles {
  const folder = join(root, '.next/static');
  if (!existsSync(join(root, 'server.mjs')) || !existsSync(folder)) return () => false;
  const serve = sirv(folder, { brotli: true, gzip: true, immutable: true, maxAge: yearSeconds });
  return (request, response) => {
    const url = request.url ?? '/';
    if (!url.startsWith(prefix) || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    request.url = url.slice(prefix.length - 1);
    serve(request, response, () => {
      response.writeHead(404, { 'content-type': 'text/plain', 'cache-control': 'no-store' });
      response.end('This file does not exist: the site was renewed meanwhile. Reload the page.\n');
    });
    return true;
  };
}
