import type { IncomingMessage } from 'node:http';
import type { BrowserContext } from '@playwright/test';
import { WebSocket } from 'ws';
import { siteUrl } from './env.ts';

/** The cookies of a browser, as the value of a header. */
export async function cookieOf(context: BrowserContext): Promise<string> {
  return (await context.cookies(siteUrl())).map(({ name, value }) => `${name}=${value}`).join('; ');
}

/** Opens a socket of the site; `status` is of the answer, 101 when it was opened. */
export async function upgrade(
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; body: string; socket: WebSocket }> {
  const socket = new WebSocket(`${siteUrl().replace('http', 'ws')}${path}`, { headers });
  socket.on('error', () => undefined);
  return new Promise((resolve) => {
    socket.once('open', () => resolve({ status: 101, body: '', socket }));
    socket.once('unexpected-response', (_request, response: IncomingMessage) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, socket }));
    });
  });
}
