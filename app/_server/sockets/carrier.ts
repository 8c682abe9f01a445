import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import {
  decodeClose,
  encodeAnswer,
  encodeClose,
  encodeFrame,
  maxBatchBytes,
  maxChannels,
  type CarrierFrame,
} from '../../../protocol/carrier.ts';
import { AppError } from '../../../protocol/errors.ts';
import { createOutbox } from './outbox.ts';

/** While more than this waits for the browser, its sockets are not read; the rest waits where it comes from. */
const pauseAboveBytes = 512 * 1024;
/** A socket that takes nothing for so long is cut off, so that it does not hold up the others. */
const takeWithinMs = 10_000;
/** Output comes in small pieces: what follows at once travels in the same answer. */
const gatherMs = 4;

export interface Carrier {
  /** Hands frames from the browser to its sockets, in order; a batch that comes again is taken once. */
  take(batch: number, frames: readonly CarrierFrame[]): Promise<void>;
  /** The next frames for a browser that has those up to `have`; waits for some, at most `waitMs` and until `signal`. */
  give(have: number, waitMs: number, signal: AbortSignal): Promise<Uint8Array>;
  /** Since when nobody has asked for anything, by performance.now(); undefined: somebody waits now. */
  idleSince(): number | undefined;
  close(): void;
}

/** One browser's sockets. `connect` opens the site's own WebSocket at a path on the browser's behalf. */
export function createCarrier(connect: (path: string) => WebSocket): Carrier {
  const outbox = createOutbox();
  const channels = new Map<number, WebSocket>();
  let taken = 0;
  let turn = Promise.resolve();
  let waitsNow = 0;
  let lastAsked = performance.now();
  let supersede = new AbortController();
  let isPaused = false;

  const tell = (frame: CarrierFrame): void => {
    outbox.push(encodeFrame(frame));
    pace();
  };
  const pace = (): void => {
    const isFull = outbox.bytes > pauseAboveBytes;
    if (isFull === isPaused) return;
    isPaused = isFull;
    for (const socket of channels.values()) {
      if (isFull) socket.pause();
      else socket.resume();
    }
  };
  const open = (channel: number, path: string): void => {
    if (channels.has(channel) || channels.size >= maxChannels) {
      tell({ kind: 'close', channel, payload: encodeClose(1013, 'too many sockets') });
      return;
    }
    const socket = connect(path);
    channels.set(channel, socket);
    socket.on('open', () => {
      tell({ kind: 'open', channel, payload: new Uint8Array() });
      if (isPaused) socket.pause();
    });
    socket.on('message', (data: Buffer, isBinary) =>
      tell({ kind: isBinary ? 'bytes' : 'text', channel, payload: data }),
    );
    // Followed by close, which is told.
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => {
      if (channels.get(channel) !== socket) return;
      channels.delete(channel);
      tell({ kind: 'close', channel, payload: encodeClose(code, reason.toString('utf8')) });
    });
  };
  const hand = async ({ kind, channel, payload }: CarrierFrame): Promise<void> => {
    if (kind === 'open') {
      open(channel, Buffer.from(payload).toString('utf8'));
      return;
    }
    const socket = channels.get(channel);
    if (socket === undefined) return;
    if (kind === 'close') {
      // The browser's side is gone: nothing more is told of this channel.
      channels.delete(channel);
      end(socket, decodeClose(payload).code);
    } else if (socket.readyState === WebSocket.OPEN) {
      const sent = new Promise<boolean>((resolve) => {
        socket.send(payload, { binary: kind === 'bytes' }, () => resolve(true));
      });
      if (!(await within(sent))) socket.terminate();
    }
  };

  return {
    take(batch, frames) {
      lastAsked = performance.now();
      const mine = turn.then(async () => {
        if (batch <= taken) return;
        if (batch !== taken + 1)
          throw new AppError('conflict', `batch ${batch} after ${taken}`, { hint: 'The connection lost its order.' });
        taken = batch;
        for (const frame of frames) await hand(frame);
      });
      turn = mine.catch(() => undefined);
      return mine;
    },
    async give(have, waitMs, signal) {
      // Only the latest request counts: the page has given up those before it.
      supersede.abort();
      supersede = new AbortController();
      const ended = AbortSignal.any([signal, supersede.signal]);
      outbox.forget(have);
      pace();
      waitsNow += 1;
      try {
        await outbox.something(waitMs, ended);
        if (!ended.aborted) await delay(gatherMs);
      } finally {
        waitsNow -= 1;
        lastAsked = performance.now();
      }
      const { first, frames } = ended.aborted ? { first: have + 1, frames: [] } : outbox.waiting(maxBatchBytes);
      return encodeAnswer(first, frames);
    },
    idleSince: () => (waitsNow > 0 ? undefined : lastAsked),
    close() {
      supersede.abort();
      for (const socket of channels.values()) end(socket, 1001);
      channels.clear();
    },
  };
}

function end(socket: WebSocket, code: number): void {
  const isSendable = code === 1000 || code === 1001 || (code >= 3000 && code <= 4999);
  socket.resume();
  if (isSendable) socket.close(code);
  else socket.terminate();
}

/** False: `sent` has not come true in time. */
async function within(sent: Promise<boolean>): Promise<boolean> {
  const tooLong = new AbortController();
  const late = delay(takeWithinMs, false, { signal: tooLong.signal }).catch(() => false);
  try {
    return await Promise.race([sent, late]);
  } finally {
    tooLong.abort();
  }
}
