import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer, type ClientOptions } from 'ws';
import { startHeartbeat } from '../../ws/heartbeat.ts';
import { until } from '../_util/until.ts';

/** Long enough that an answer comes in time on a machine that is busy. */
const everyMs = 300;

interface Line extends Disposable {
  readonly client: WebSocket;
  /** So many pings came. */
  readonly pings: number;
}

/** A socket whose other end has a heart that beats every `everyMs`. */
async function line(options: ClientOptions): Promise<Line> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => startHeartbeat(socket, everyMs));
  await once(server, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, options);
  let pings = 0;
  client.on('ping', () => pings++);
  await once(client, 'open');
  return {
    client,
    get pings() {
      return pings;
    },
    [Symbol.dispose]() {
      client.terminate();
      server.close();
    },
  };
}

test('who answers no ping is cut off when the next one is due', async () => {
  using silent = await line({ autoPong: false });
  const [code] = (await once(silent.client, 'close')) as [number];
  expect({ code, pings: silent.pings }).toEqual({ code: 1006, pings: 1 });
});

test('who has answered and then falls silent is cut off as well', async () => {
  using falling = await line({ autoPong: false });
  falling.client.on('ping', () => falling.pings < 4 && falling.client.pong());
  await once(falling.client, 'close');
  expect(falling.pings).toBe(4);
});

test('who answers stays', async () => {
  using lively = await line({});
  await until('many beats', () => lively.pings >= 6);
  expect(lively.client.readyState).toBe(WebSocket.OPEN);
});
