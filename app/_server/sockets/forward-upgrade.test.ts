import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { forwardUpgrade } from './forward-upgrade.ts';

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A site that forwards to a runner, whose sockets take at most 64 KiB at once. Returns the site's port. */
async function siteBeforeRunner(): Promise<number> {
  const runner = createServer();
  const sockets = new WebSocketServer({ server: runner, maxPayload: 64 * 1024, perMessageDeflate: false });
  sockets.on('connection', (socket) => {
    socket.on('error', () => undefined);
    socket.on('message', (data) => socket.send(data));
  });
  const runnerPort = await listening(runner);
  const site = createServer();
  site.on('upgrade', (request, socket, head) =>
    forwardUpgrade(request, socket, head, {
      runnerUrl: `http://127.0.0.1:${runnerPort}`,
      path: '/v1/terminal',
      authorization: 'Bearer none',
    }),
  );
  return listening(site);
}

async function opened(port: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false });
  socket.on('error', () => undefined);
  await once(socket, 'open');
  return socket;
}

test('bytes pass in both directions', async () => {
  const socket = await opened(await siteBeforeRunner());
  socket.send('hello');
  expect(String((await once(socket, 'message'))[0])).toBe('hello');
  socket.terminate();
});

test('why the runner ends a connection reaches a browser that is still sending', async () => {
  const port = await siteBeforeRunner();
  for (let i = 0; i < 12; i++) {
    const socket = await opened(port);
    socket.send(Buffer.alloc(40 * 1024 * 1024));
    expect((await once(socket, 'close'))[0]).toBe(1009);
  }
});
