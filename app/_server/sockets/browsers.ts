import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { heartbeatMs } from '../../../protocol/terminal.ts';
import type { SiteEvent } from '../../../protocol/site.ts';

/** A browser that takes nothing for so long that this much waits for it is cut off; it connects again. */
const maxWaitingBytes = 1024 * 1024;

/** The browsers that listen to the events of a lease. */
export interface Browsers {
  /** Completes the upgrade and calls `onOpen` with a function that sends to this browser alone. */
  accept(
    leaseId: string,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    onOpen: (send: (event: SiteEvent) => void) => void,
  ): void;
  send(leaseId: string, event: SiteEvent): void;
  /** Ids of the leases that somebody listens to. */
  leaseIds(): readonly string[];
  close(): void;
}

export function createBrowsers(): Browsers {
  // Browsers only listen here: whatever they send may be small and is ignored.
  const server = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false });
  const byLease = new Map<string, Set<WebSocket>>();
  const alive = new WeakSet<WebSocket>();
  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, heartbeatMs);

  return {
    accept(leaseId, request, socket, head, onOpen) {
      server.handleUpgrade(request, socket, head, (browser) => {
        const group = byLease.get(leaseId) ?? new Set();
        byLease.set(leaseId, group.add(browser));
        alive.add(browser);
        browser.on('pong', () => alive.add(browser));
        browser.on('error', () => browser.terminate());
        browser.on('close', () => {
          group.delete(browser);
          if (group.size === 0 && byLease.get(leaseId) === group) byLease.delete(leaseId);
        });
        onOpen((event) => send(browser, event));
      });
    },
    send(leaseId, event) {
      for (const browser of byLease.get(leaseId) ?? []) send(browser, event);
    },
    leaseIds: () => [...byLease.keys()],
    close() {
      clearInterval(heartbeat);
      for (const socket of server.clients) {
        socket.close(1001, 'the site is stopping');
        socket.terminate();
      }
      server.close();
    },
  };
}

function send(browser: WebSocket, event: SiteEvent): void {
  if (browser.readyState !== WebSocket.OPEN) return;
  if (browser.bufferedAmount > maxWaitingBytes) browser.terminate();
  else browser.send(JSON.stringify(event));
}
