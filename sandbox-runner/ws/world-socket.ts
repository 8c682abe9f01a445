import type { WebSocket } from 'ws';
import { errorTable } from '../../protocol/errors.ts';
import type { WorldWatch } from '../world/world-watch.ts';

/** A browser that is behind by more is cut off: it reconnects and gets the whole world anew. */
const maxQueuedBytes = 6 * 1024 * 1024;

/** Serves the socket `world` of a sandbox as protocol/world.ts says, until either side closes. */
export function serveWorld(socket: WebSocket, world: WorldWatch): void {
  const unwatch = world.watch({
    onMessage(text) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > maxQueuedBytes) socket.terminate();
      else socket.send(text);
    },
    onEnd: () => socket.close(errorTable.sandbox_stopped.closeCode, 'sandbox_stopped'),
  });
  socket.on('close', unwatch);
  socket.on('message', () => socket.close(errorTable.bad_request.closeCode, 'nothing is expected here'));
}
