import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';

const longestMs = 10_000;

export interface Echo {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** A WebSocket that says back the one message that it gets and closes: with it a page finds out whether any gets through. */
export function createEcho(): Echo {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: 256,
    perMessageDeflate: false,
    clientTracking: false,
  });
  return {
    accept(request, socket, head) {
      server.handleUpgrade(request, socket, head, (browser) => {
        const timer = setTimeout(() => browser.terminate(), longestMs);
        browser.on('error', () => browser.terminate());
        browser.on('close', () => clearTimeout(timer));
        browser.once('message', (data: Buffer, isBinary) => {
          browser.send(data, { binary: isBinary });
          browser.close(1000);
        });
      });
    },
  };
}
