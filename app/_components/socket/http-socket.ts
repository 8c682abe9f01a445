import type { Channel } from './carrier-client.ts';
import type { SocketLike } from './open-socket.ts';

/** A socket over HTTP. What carries it is loaded with the first one: few networks need it. */
export class HttpSocket implements SocketLike {
  onopen: SocketLike['onopen'] = null;
  onmessage: SocketLike['onmessage'] = null;
  onclose: SocketLike['onclose'] = null;
  #readyState: number = WebSocket.CONNECTING;
  #channel: Channel | null = null;

  constructor(path: string) {
    import('./carrier-client.ts')
      .then(({ openChannel }) => {
        if (this.#readyState !== WebSocket.CONNECTING) return;
        this.#channel = openChannel(path, {
          open: () => {
            this.#readyState = WebSocket.OPEN;
            this.onopen?.(new Event('open'));
          },
          message: (data) => this.onmessage?.(new MessageEvent('message', { data })),
          close: (code, reason) => this.#end(code, reason),
        });
      })
      .catch(() => this.#end(1006, ''));
  }

  get readyState(): number {
    return this.#readyState;
  }

  get bufferedAmount(): number {
    return this.#channel?.bufferedAmount() ?? 0;
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (this.#readyState === WebSocket.OPEN) this.#channel?.send(data);
  }

  close(code = 1000, reason = ''): void {
    if (this.#readyState >= WebSocket.CLOSING) return;
    this.#channel?.close(code, reason);
    // As with a WebSocket, the owner hears of it after its own call has ended.
    this.#readyState = WebSocket.CLOSING;
    queueMicrotask(() => this.#end(code, reason));
  }

  #end(code: number, reason: string): void {
    if (this.#readyState === WebSocket.CLOSED) return;
    this.#readyState = WebSocket.CLOSED;
    this.onclose?.(new CloseEvent('close', { code, reason, wasClean: code !== 1006 }));
  }
}
