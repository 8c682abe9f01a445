import type { RawData, WebSocket } from 'ws';
import { errorBody, errorTable } from '../../protocol/errors.ts';
import { filesClientMessageSchema, type FilesServerMessage } from '../../protocol/files.ts';
import { newId } from '../../protocol/ids.ts';
import { parseJson } from '../../protocol/parse.ts';
import type { Home } from '../files/home.ts';
import { watchFolders } from '../files/watch-folders.ts';
import type { Hub } from '../sandbox/hub.ts';
import type { Lease } from '../sandbox/lease.ts';
import type { SandboxSocket } from './upgrade.ts';

/** Who takes no more is cut off: on the next connection the browser looks at everything anew. */
const maxQueuedBytes = 256 * 1024;

/** Serves WS …/files: tells what changes in the folders that the browser names, until it hangs up or the sandbox ends. */
export function filesSocket(homeOf: (lease: Lease) => Home, hub: Hub): SandboxSocket {
  return (socket, lease) => {
    const send = (message: FilesServerMessage): void => tell(socket, message);
    const watch = watchFolders(homeOf(lease), {
      onChange: (folder) => send({ type: 'changed', folder }),
      onGone: (folder) => send({ type: 'gone', folder }),
    });
    const unsubscribe = hub.subscribe((event) => {
      if (event.type !== 'sandbox' || event.sandbox.id !== lease.id || event.sandbox.state !== 'stopped') return;
      watch.close();
      socket.close(errorTable.sandbox_stopped.closeCode, 'sandbox_stopped');
    });
    socket.on('message', (data: RawData) => {
      try {
        const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
        watch.set(parseJson(filesClientMessageSchema, text, 'The message').folders);
      } catch (error) {
        const { code } = errorBody(error, newId()).error;
        socket.close(errorTable[code].closeCode, code);
      }
    });
    socket.on('close', () => {
      unsubscribe();
      watch.close();
    });
  };
}

function tell(socket: WebSocket, message: FilesServerMessage): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > maxQueuedBytes) socket.terminate();
  else socket.send(JSON.stringify(message));
}
