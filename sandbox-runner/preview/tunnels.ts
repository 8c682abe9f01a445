import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { AppError } from '../../protocol/errors.ts';
import { tunnelProtocol } from '../../protocol/preview.ts';
import type { ReadTicket } from '../http/auth.ts';
import { portOf } from '../http/preview-routes.ts';
import { refuseUpgrade } from '../http/refuse-upgrade.ts';
import { match, requestUrl } from '../http/router.ts';
import type { Logger } from '../logger.ts';
import type { SandboxHandle } from '../sandbox/sandbox-handle.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { Preview } from './preview.ts';

export interface TunnelParts {
  readonly readTicket: ReadTicket;
  readonly sandboxes: Sandboxes;
  readonly preview: (sandbox: SandboxHandle) => Preview;
  readonly logger: Logger;
}

export interface Tunnels {
  /** Takes the upgrade if it is one to a tunnel; never throws and never rejects. False: it is not. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  close(): void;
}

/** Serves GET /v1/sandboxes/:id/tunnel/:port with `Upgrade: slipway-tunnel`: bytes, unread, each side at the other's pace. */
export function createTunnels({ readTicket, sandboxes, preview, logger }: TunnelParts): Tunnels {
  const open = new Set<Duplex>();

  const connect = async (request: IncomingMessage, id: string, portText: string | undefined): Promise<Socket> => {
    const claims = await readTicket(request);
    if (claims.scope !== 'sandbox' || claims.sandboxId !== id)
      throw new AppError('forbidden', 'this ticket does not open this tunnel');
    return preview(sandboxes.ownedBy(id, claims.learner).live.handle).connect(portOf(portText));
  };

  const join = (site: Duplex, inside: Socket, head: Buffer): void => {
    site.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${tunnelProtocol}\r\n\r\n`);
    if (head.length > 0) inside.write(head);
    site.pipe(inside);
    inside.pipe(site);
    site.on('close', () => inside.destroy());
    // What it said last may still be on its way to the site; the pipe ends that side.
    inside.on('close', () => site.end());
    inside.on('error', () => site.destroy());
  };

  return {
    take(request, socket, head) {
      if (request.headers.upgrade !== tunnelProtocol || !URL.canParse(request.url ?? '/', 'http://runner'))
        return false;
      const params = match('/v1/sandboxes/:id/tunnel/:port', requestUrl(request).pathname);
      if (params === undefined) return false;
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => open.delete(socket));
      connect(request, params['id'] ?? '', params['port']).then(
        (inside) => {
          if (socket.destroyed) inside.destroy();
          else join(socket, inside, head);
        },
        (error: unknown) => refuseUpgrade(socket, request.url, error, logger),
      );
      return true;
    },
    close() {
      for (const socket of open) socket.destroy();
    },
  };
}
