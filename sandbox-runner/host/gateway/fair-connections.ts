import type { Server, Socket } from 'node:net';
import { createFairShare } from '../fair-share.ts';

export interface ConnectionLimits {
  readonly inAll: number;
  /** Of one sandbox: whoever opens many and says nothing must not keep the others out. */
  readonly perClient: number;
}

/**
 * Gives each connection that comes to `listener` to `serve`, unless its client has `perClient` open already: that one is
 * closed at once. Returns what closes the listener and all connections.
 */
export function acceptFairly(listener: Server, limits: ConnectionLimits, serve: (socket: Socket) => void): () => void {
  const share = createFairShare(limits.perClient);
  const open = new Set<Socket>();
  listener.maxConnections = limits.inAll;
  listener.on('connection', (socket: Socket) => {
    const giveBack = share.take(socket.remoteAddress ?? '');
    if (giveBack === undefined) {
      socket.destroy();
      return;
    }
    open.add(socket);
    socket.on('close', () => {
      open.delete(socket);
      giveBack();
    });
    serve(socket);
  });
  return () => {
    listener.close();
    for (const socket of open) socket.destroy();
  };
}
