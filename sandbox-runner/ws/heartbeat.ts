import type { WebSocket } from 'ws';
import { heartbeatMs } from '../../protocol/terminal.ts';

/** Pings the peer until the socket closes, and cuts the connection when a pong is missing. */
export function startHeartbeat(socket: WebSocket, everyMs: number = heartbeatMs): void {
  let hasAnswered = true;
  const timer = setInterval(() => {
    if (!hasAnswered) {
      socket.terminate();
      return;
    }
    hasAnswered = false;
    socket.ping();
  }, everyMs);
  socket.on('pong', () => (hasAnswered = true));
  socket.on('close', () => clearInterval(timer));
}
