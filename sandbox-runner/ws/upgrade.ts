import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { AppError } from '../../protocol/errors.ts';
import { maxInputFrameBytes } from '../../protocol/terminal.ts';
import type { ReadTicket } from '../http/auth.ts';
import { refuseUpgrade } from '../http/refuse-upgrade.ts';
import { match, requestUrl } from '../http/router.ts';
import type { Logger } from '../logger.ts';
import type { Hub } from '../sandbox/hub.ts';
import type { Lease } from '../sandbox/lease.ts';
import type { SandboxHandle } from '../sandbox/sandbox-handle.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { Terminals } from '../terminal/terminals.ts';
import { serveEvents } from './events-socket.ts';
import { startHeartbeat } from './heartbeat.ts';
import { handleTerminalSocket } from './terminal-socket.ts';

export interface UpgradeParts {
  readonly readTicket: ReadTicket;
  readonly sandboxes: Sandboxes;
  readonly hub: Hub;
  readonly runnerId: string;
  readonly logger: Logger;
  readonly terminals: (sandbox: SandboxHandle) => Terminals;
  /** Sockets of a sandbox other than terminals, by the last part of their path: /v1/sandboxes/:id/<kind>. */
  readonly sockets: Readonly<Record<string, SandboxSocket>>;
}

/** Serves a socket of the learner who has `lease`; their ticket has been checked. */
export type SandboxSocket = (socket: WebSocket, lease: Lease, request: IncomingMessage) => void;

export interface Upgrades {
  /** For the server's `upgrade` event; never throws and never rejects. */
  handle(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  /** Tells all peers that the runner goes away, and cuts off who does not hang up within `graceMs`. */
  close(graceMs: number): void;
}

type Serve = (socket: WebSocket) => void;

/** The only place where an error becomes the answer to an upgrade. */
export function upgrades(parts: UpgradeParts): Upgrades {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxInputFrameBytes, perMessageDeflate: false });

  return {
    async handle(request, socket, head) {
      const onError = (): void => void socket.destroy();
      socket.on('error', onError);
      try {
        const serve = await admit(parts, request);
        socket.removeListener('error', onError);
        server.handleUpgrade(request, socket, head, (accepted) => {
          // A frame that is too large or broken closes the socket by itself; it only has to be listened to.
          accepted.on('error', (error) => parts.logger.debug({ err: error }, 'socket'));
          startHeartbeat(accepted);
          serve(accepted);
        });
      } catch (error) {
        refuseUpgrade(socket, request.url, error, parts.logger);
      }
    },
    close(graceMs) {
      for (const socket of server.clients) {
        socket.close(1012, 'the runner stops');
        const timer = setTimeout(() => socket.terminate(), graceMs);
        socket.on('close', () => clearTimeout(timer));
      }
    },
  };
}

async function admit(parts: UpgradeParts, request: IncomingMessage): Promise<Serve> {
  const { sandboxes, hub, runnerId } = parts;
  const path = requestUrl(request).pathname;
  const terminal = match('/v1/sandboxes/:id/terminals/:name', path);
  const other = match('/v1/sandboxes/:id/:kind', path);
  const serveOther = other === undefined ? undefined : parts.sockets[other['kind'] ?? ''];
  if (terminal === undefined && serveOther === undefined && path !== '/v1/events')
    throw new AppError('not_found', `no socket at ${path}`);
  const claims = await parts.readTicket(request);
  if (path === '/v1/events') {
    if (claims.scope !== 'site') throw new AppError('forbidden', `scope ${claims.scope} does not open ${path}`);
    return (socket) => serveEvents(socket, hub, sandboxes, runnerId);
  }
  const { id = '', name = '' } = terminal ?? other ?? {};
  const isMeant =
    terminal === undefined ? claims.scope === 'sandbox' : claims.scope === 'terminal' && claims.terminal === name;
  if (claims.scope === 'site' || !isMeant || claims.sandboxId !== id)
    throw new AppError('forbidden', `this ticket does not open ${path}`);
  const lease = sandboxes.ownedBy(id, claims.learner);
  if (serveOther !== undefined) return (socket) => serveOther(socket, lease, request);
  return (socket) => handleTerminalSocket(socket, parts.terminals(lease.live.handle), name, parts.logger);
}
