import type { IncomingMessage, ServerResponse } from 'node:http';
import { WebSocket } from 'ws';
import { carrierPath, decodeFrames, holdMs, maxBatchBytes, maxFrameBytes } from '../../../protocol/carrier.ts';
import { AppError, errorBody, errorTable } from '../../../protocol/errors.ts';
import { newId } from '../../../protocol/ids.ts';
import { clientAddress } from '../address.ts';
import { siteConfig } from '../env.ts';
import { logger } from '../logger.ts';
import { requireOwnOrigin } from '../origin.ts';
import { limitRate } from '../rate-limits.ts';
import { readToken } from '../session.ts';
import { createCarrier, type Carrier } from './carrier.ts';

/** A page that asks for nothing for so long is gone. */
const forgetAfterMs = 45_000;
const sweepEveryMs = 5000;
const mostPerBrowser = 12;
const most = 2000;
/** A batch is at most this, and one frame more. */
const maxBodyBytes = maxBatchBytes + maxFrameBytes + 1024;
const maxMessageBytes = 16 * 1024 * 1024;

export interface Carriers {
  /** Answers a request under /carrier. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): void;
}

interface Kept {
  readonly carrier: Carrier;
  readonly token: string;
}

/** Sockets over plain HTTP: see protocol/carrier.ts. `ownUrl`: where this site's own WebSockets are reached, ws://… */
export function createCarriers(ownUrl: () => string): Carriers {
  const kept = new Map<string, Kept>();
  const drop = (id: string): void => {
    kept.get(id)?.carrier.close();
    kept.delete(id);
  };
  const sweep = setInterval(() => {
    for (const [id, { carrier }] of kept)
      if (performance.now() - (carrier.idleSince() ?? Infinity) > forgetAfterMs) drop(id);
  }, sweepEveryMs);

  const make = async (request: IncomingMessage, token: string): Promise<string> => {
    const address = clientAddress(request, siteConfig().trustProxy);
    await limitRate('socket', token, address);
    const own = [...kept].filter(([, { token: other }]) => other === token);
    // The oldest is the one of a page that is gone.
    if (own.length >= mostPerBrowser && own[0] !== undefined) drop(own[0][0]);
    if (kept.size >= most)
      throw new AppError('too_many_requests', `${kept.size} carriers`, {
        hint: 'Too many people use Slipway without WebSockets just now. Try again in a minute.',
      });
    // The site's own upgrade asks for session, Origin and ownership, as if the browser had come itself.
    const { host, origin, cookie } = request.headers;
    const headers = { host: host ?? '', origin: origin ?? '', cookie: cookie ?? '', 'x-forwarded-for': address };
    const id = newId();
    const carrier = createCarrier(
      (path) =>
        new WebSocket(new URL(path.startsWith('/ws/') ? path : '/ws/', ownUrl()), {
          headers,
          perMessageDeflate: false,
          handshakeTimeout: 10_000,
          maxPayload: maxMessageBytes,
        }),
    );
    kept.set(id, { carrier, token });
    return id;
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://site');
    const { method = 'GET' } = request;
    // A page of another origin can't read an answer, but could ask: only reading goes without an Origin header.
    if (method !== 'GET' || request.headers.origin !== undefined)
      requireOwnOrigin(request.headers.origin, request.headers.host, siteConfig().publicOrigins);
    const token = readToken(request.headers.cookie);
    if (token === undefined)
      throw new AppError('unauthenticated', 'no session cookie', { hint: 'Open the lesson in this browser first.' });
    const id = url.pathname.slice(carrierPath.length + 1);
    if (id === '' && method === 'POST') {
      send(response, 'application/json', JSON.stringify({ id: await make(request, token) }));
      return;
    }
    const { carrier, token: owner } = kept.get(id) ?? {};
    if (carrier === undefined || owner !== token)
      throw new AppError('not_found', `no carrier ${id}`, {
        hint: 'This connection is over. The page makes a new one.',
      });
    if (method === 'POST') {
      const frames = decodeFrames(await body(request));
      if (frames === undefined)
        throw new AppError('bad_request', 'frames that are cut off', { hint: 'The page sent something unreadable.' });
      await carrier.take(number(url, 'batch'), frames);
      send(response, 'application/json', '{}');
    } else if (method === 'DELETE') {
      drop(id);
      send(response, 'application/json', '{}');
    } else {
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      send(
        response,
        'application/octet-stream',
        await carrier.give(number(url, 'have'), Math.min(number(url, 'wait'), holdMs), gone.signal),
      );
    }
  };

  return {
    answer: (request, response) =>
      handle(request, response).catch((error: unknown) => {
        const requestId = newId();
        const refusal = errorBody(error, requestId);
        const { httpStatus, level } = errorTable[refusal.error.code];
        logger()[level]({ requestId, path: carrierPath, err: error }, 'a carrier request failed');
        if (!response.headersSent) response.statusCode = httpStatus;
        send(response, 'application/json', JSON.stringify(refusal));
      }),
    close() {
      clearInterval(sweep);
      for (const id of kept.keys()) drop(id);
    },
  };
}

function send(response: ServerResponse, type: string, content: string | Uint8Array): void {
  response.setHeader('content-type', type);
  response.setHeader('cache-control', 'no-store, no-transform');
  response.end(content);
}

function number(url: URL, name: string): number {
  const value = Number(url.searchParams.get(name) ?? Number.NaN);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new AppError('bad_request', `${name} of a carrier`, { hint: 'The page sent something unreadable.' });
}

async function body(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > maxBodyBytes)
      throw new AppError('too_large', `more than ${maxBodyBytes} bytes`, {
        hint: 'That is more than this page ever sends.',
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
