import { request, type IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { Socket } from 'node:net';
import { answerFailure, PreviewError, tunnelFailure } from './failure.ts';
import { requestHeaders, type PreviewPlace } from './headers.ts';
import { previewMachine } from './preview-machine.ts';
import { openTunnel } from './tunnel.ts';

const maxHeaderBytes = 32 * 1024;
/** Each one more would be work that no other limit counts. */
const maxInformational = 8;

export interface Ask {
  readonly place: PreviewPlace;
  readonly method: string;
  readonly path: string;
  readonly rawHeaders: readonly string[];
  /** Sent after the headers; undefined: no body. */
  readonly body?: Readable;
  /** The browser wants a WebSocket. */
  readonly isUpgrade?: boolean;
  readonly withinMs: number;
  /** The browser has gone: ends everything. */
  readonly signal: AbortSignal;
}

export interface ServerAnswer {
  readonly answer: IncomingMessage;
  /** After 101: the connection itself, and what came with the headers. */
  readonly upgraded?: { readonly socket: Socket; readonly head: Buffer };
}

/**
 * Asks a learner's server through the runner and gives its answer once the headers are there. Throws PreviewError, or the
 * AppError of a machine that isn't there. The connection ends with the answer's body, or when `signal` says so.
 */
export async function askServer(ask: Ask): Promise<ServerAnswer> {
  const { place, signal } = ask;
  const machine = await previewMachine(place.key);
  const socket = await openTunnel(machine, place.port, signal).catch((error: unknown) => {
    throw tunnelFailure(error);
  });
  if (signal.aborted) socket.destroy();
  signal.addEventListener('abort', () => socket.destroy(), { once: true });
  return new Promise((resolve, reject) => {
    const headers = requestHeaders(ask.rawHeaders, place);
    if (ask.isUpgrade === true) headers.push('connection', 'Upgrade', 'upgrade', 'websocket');
    else headers.push('connection', 'close');
    const asking = request({
      createConnection: () => socket,
      method: ask.method,
      path: ask.path,
      headers,
      setHost: false,
      maxHeaderSize: maxHeaderBytes,
    });
    const fail = (error: unknown): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(answerFailure(error));
    };
    const timer = setTimeout(() => fail(new PreviewError('silent', `no headers in ${ask.withinMs} ms`)), ask.withinMs);
    let informational = 0;
    asking.on('information', () => {
      informational += 1;
      if (informational > maxInformational)
        fail(new PreviewError('endless-headers', 'informational answers without end'));
    });
    asking.on('response', (answer) => {
      clearTimeout(timer);
      answer.on('close', () => socket.destroy());
      resolve({ answer });
    });
    asking.on('upgrade', (answer, upgraded, head) => {
      clearTimeout(timer);
      if (ask.isUpgrade === true) resolve({ answer, upgraded: { socket: upgraded, head } });
      else fail(new PreviewError('not-http', 'an upgrade that nobody asked for'));
    });
    asking.on('error', fail);
    if (ask.body === undefined) asking.end();
    else {
      ask.body.on('error', () => socket.destroy());
      ask.body.pipe(asking);
    }
  });
}
