import type { WebSocket } from 'ws';
import { errorTable } from '../../protocol/errors.ts';
import type { RunnerEvent } from '../../protocol/sandbox.ts';
import type { Hub } from '../sandbox/hub.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';

/** A subscriber that is behind by more is cut off: it reconnects and asks for everything anew. */
const maxQueuedBytes = 4 * 1024 * 1024;

/** Serves WS /v1/events: `hello`, the latest results of each sandbox, then what happens. */
export function serveEvents(socket: WebSocket, hub: Hub, sandboxes: Sandboxes, runnerId: string): void {
  const send = (event: RunnerEvent): void => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > maxQueuedBytes) {
      socket.terminate();
      return;
    }
    socket.send(JSON.stringify(event));
  };
  send({ type: 'hello', runnerId });
  for (const lease of sandboxes.leases()) {
    const results = lease.grading?.results() ?? [];
    if (results.length > 0) send({ type: 'checks', sandboxId: lease.id, leaseId: lease.leaseId, results });
  }
  const unsubscribe = hub.subscribe(send);
  socket.on('close', unsubscribe);
  socket.on('message', () => socket.close(errorTable.bad_request.closeCode, 'nothing is expected here'));
}
