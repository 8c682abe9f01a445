import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';

export interface ProxyWithoutSockets {
  readonly url: string;
  /** WebSockets that were asked for. */
  upgrades(): number;
  /** Bodies of the requests that went through, by path without the query. */
  readonly requests: { readonly method: string; readonly path: string }[];
  /** Lets WebSockets through, or not. */
  setOpen(isOpen: boolean): void;
  close(): Promise<void>;
}

/**
 * A reverse proxy as in some schools and companies: WebSockets are refused, or `swallow`ed without an answer; every answer
 * is held back until it is complete. `failEvery`: each so-many-th carrier request is cut off after the site has handled it.
 */
export async function startProxyWithoutSockets(
  target: string,
  { how, failEvery = 0 }: { readonly how: 'refuse' | 'swallow'; readonly failEvery?: number },
): Promise<ProxyWithoutSockets> {
  const { hostname, port } = new URL(target);
  let upgrades = 0;
  let carried = 0;
  let isOpen = false;
  const held = new Set<Duplex>();
  const requests: ProxyWithoutSockets['requests'] = [];
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/', headers } = request;
    const path = url.split('?')[0] ?? '/';
    requests.push({ method, path });
    const upstream = ask({ hostname, port, method, path: url, headers });
    response.once('close', () => upstream.destroy());
    upstream.end(await buffer(request));
    const [answer] = (await once(upstream, 'response')) as [IncomingMessage];
    const body = await buffer(answer);
    const isCarried = path.startsWith('/carrier/');
    if (isCarried) carried += 1;
    if (isCarried && failEvery > 0 && carried % failEvery === 0) request.socket.destroy();
    else response.writeHead(answer.statusCode ?? 500, answer.headers).end(body);
  };
  const server = createServer((request, response) => void pass(request, response).catch(() => response.destroy()));
  server.on('upgrade', (request, socket) => {
    socket.on('error', () => socket.destroy());
    held.add(socket);
    socket.on('close', () => held.delete(socket));
    // `next dev` has a socket of its own, without which its pages do not come to life.
    const isOurs = request.url?.startsWith('/ws/') === true;
    if (isOurs) upgrades += 1;
    if (isOpen || !isOurs) {
      const upstream = ask({ hostname, port, path: request.url, headers: request.headers });
      upstream.on('error', () => socket.destroy());
      upstream.on('upgrade', (answer, other, head) => {
        const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${String(value)}`);
        socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
        if (head.length > 0) socket.write(head);
        other.on('error', () => socket.destroy());
        other.pipe(socket).pipe(other);
      });
      upstream.end();
    } else if (how === 'refuse') socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    upgrades: () => upgrades,
    requests,
    setOpen: (next) => (isOpen = next),
    async close() {
      server.closeAllConnections();
      for (const socket of held) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
