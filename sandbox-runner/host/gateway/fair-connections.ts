import type { Server, Socket } from 'node:net';

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
  const open = new Map<string, Set<Socket>>();
  listener.maxConnections = limits.inAll;
  listener.on('connection', (socket: Socket) => {
    const client = socket.remoteAddress ?? '';
    const own = open.get(client) ?? new Set<Socket>();
    if (own.size >= limits.perClient) {
      socket.destroy();
      return;
    }
    open.set(client, own.add(socket));
    socket.on('close', () => {
      own.delete(socket);
      if (own.size === 0) open.delete(client);
    });
    serve(socket);
  });
  return () => {
    listener.close();
    for (const own of open.values()) for (const socket of own) socket.destroy();
  };
}
