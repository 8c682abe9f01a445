import { HttpSocket } from './http-socket.ts';
import { currentTransport, socketUrl, watchOpening } from './transport.ts';

/** What a WebSocket and its stand-in over HTTP have in common. Bytes arrive as ArrayBuffer, text as string. */
export interface SocketLike {
  readonly readyState: number;
  /** Bytes that were given to `send` and have not left yet. */
  readonly bufferedAmount: number;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent<ArrayBuffer | string>) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
}

/** Opens the socket at `path` (/ws/…) of the site, by whatever this network lets through. */
export function openSocket(path: string): SocketLike {
  if (currentTransport() === 'http') return new HttpSocket(path);
  const socket = new WebSocket(socketUrl(path));
  socket.binaryType = 'arraybuffer';
  watchOpening(socket);
  return socket;
}
