import type { WebSocket } from 'ws';
import { errorTable } from '../../protocol/errors.ts';
import type { PortsMessage } from '../../protocol/preview.ts';
import type { Preview } from '../preview/preview.ts';

/** A browser that takes nothing while so much waits for it is cut off; it connects again and gets the list. */
const maxWaitingBytes = 512 * 1024;

/** Serves WS /v1/sandboxes/:id/ports as protocol/preview.ts says. */
export function servePorts(socket: WebSocket, preview: Preview): void {
  const unsubscribe = preview.subscribe((ports) => {
    if (socket.readyState !== socket.OPEN) return;
    const message: PortsMessage = { type: 'ports', ports: [...ports] };
    if (socket.bufferedAmount > maxWaitingBytes) socket.terminate();
    else socket.send(JSON.stringify(message));
  });
  socket.on('close', unsubscribe);
  socket.on('message', () => socket.close(errorTable.bad_request.closeCode, 'nothing is expected here'));
}
