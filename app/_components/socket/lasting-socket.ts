import { backoffMs } from '../backoff.ts';
import { openSocket, type SocketLike } from './open-socket.ts';

/** A connection that lasted this long was a good one: the next failure is the first again. */
const goodAfterMs = 2000;
/** The close code of protocol/errors.ts for a message that is not understood. */
const notUnderstood = 4400;

export interface LastingSocket {
  /** Sends when the connection is open just now, otherwise nothing: say it again in `open`. */
  send(text: string): void;
  close(): void;
}

/**
 * The socket at `path` (/ws/…) of the site, opened again whenever it is lost, until closed. `message` gives false for a text
 * that it does not understand: then the connection is made anew. `lost` gets how often in a row it failed, and the close code.
 */
export function openLasting(
  path: string,
  on: {
    readonly open?: () => void;
    readonly message: (text: string) => boolean;
    readonly lost?: (failures: number, code: number) => void;
  },
): LastingSocket {
  let socket: SocketLike | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isClosed = false;
  const open = (): void => {
    let openedAtMs = Number.POSITIVE_INFINITY;
    const mine = openSocket(path);
    socket = mine;
    mine.onopen = () => {
      if (isClosed) return;
      openedAtMs = performance.now();
      on.open?.();
    };
    mine.onmessage = ({ data }) => {
      if (!isClosed && typeof data === 'string' && !on.message(data)) mine.close(notUnderstood);
    };
    mine.onclose = ({ code }) => {
      if (isClosed) return;
      failures = performance.now() - openedAtMs > goodAfterMs ? 1 : failures + 1;
      on.lost?.(failures, code);
      timer = setTimeout(open, backoffMs(failures));
    };
  };
  open();
  return {
    send(text) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(text);
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      socket?.close(1000);
    },
  };
}
