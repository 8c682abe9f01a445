/**
 * Carries WebSockets over plain HTTP where a network refuses them, browser ⇄ site. One carrier per page has all its
 * sockets as channels, since a browser makes few connections to one host.
 *
 *     POST   /carrier                        makes one: { "id": … }
 *     POST   /carrier/<id>?batch=<n>         up: frames. Batches count from 1, one at a time; the same one again is taken once
 *     GET    /carrier/<id>?have=<n>&wait=<ms>  down: waits for frames after number n; they are kept until a later request
 *                                            says that they have arrived
 *     DELETE /carrier/<id>                   the page goes
 *
 * An answer is complete before the next is asked for: a proxy that holds back streams changes nothing. What goes down is
 * the number of its first frame (4 bytes) and then frames; what goes up is frames. A frame is kind (1), channel (2), length
 * of the payload (4), payload; numbers are big-endian.
 */
export const carrierPath = '/carrier';
/** The longest wait, after which an empty answer comes: shorter than what proxies wait for. */
export const holdMs = 20_000;
/** More than this waits for the next batch or answer, unless one frame alone is larger. */
export const maxBatchBytes = 256 * 1024;
export const maxFrameBytes = 256 * 1024;
export const maxChannels = 24;

/** Up: `open` has the path of the socket. Down: it is open. `close` has the code (2 bytes) and the reason. */
export const frameKinds = ['open', 'text', 'bytes', 'close'] as const;
export type FrameKind = (typeof frameKinds)[number];

export interface CarrierFrame {
  readonly kind: FrameKind;
  /** Chosen by the browser, 0…65535, never twice. */
  readonly channel: number;
  readonly payload: Uint8Array;
}

const headBytes = 7;

/** A frame as it travels. */
export function encodeFrame({ kind, channel, payload }: CarrierFrame): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headBytes + payload.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, frameKinds.indexOf(kind));
  view.setUint16(1, channel);
  view.setUint32(3, payload.byteLength);
  bytes.set(payload, headBytes);
  return bytes;
}

/** The frames in `bytes`. Undefined: these bytes are not whole frames. */
export function decodeFrames(bytes: Uint8Array): readonly CarrierFrame[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: CarrierFrame[] = [];
  let at = 0;
  while (at < bytes.byteLength) {
    if (at + headBytes > bytes.byteLength) return undefined;
    const kind = frameKinds[view.getUint8(at)];
    const end = at + headBytes + view.getUint32(at + 3);
    if (kind === undefined || end > bytes.byteLength) return undefined;
    frames.push({ kind, channel: view.getUint16(at + 1), payload: bytes.subarray(at + headBytes, end) });
    at = end;
  }
  return frames;
}

/** What comes down in one answer: frames, of which the first has this number. */
export function encodeAnswer(first: number, frames: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + frames.reduce((sum, frame) => sum + frame.byteLength, 0));
  new DataView(bytes.buffer).setUint32(0, first);
  let at = 4;
  for (const frame of frames) {
    bytes.set(frame, at);
    at += frame.byteLength;
  }
  return bytes;
}

export function decodeAnswer(
  bytes: Uint8Array,
): { readonly first: number; readonly frames: readonly CarrierFrame[] } | undefined {
  if (bytes.byteLength < 4) return undefined;
  const frames = decodeFrames(bytes.subarray(4));
  return frames === undefined
    ? undefined
    : { first: new DataView(bytes.buffer, bytes.byteOffset).getUint32(0), frames };
}

/** The payload of `close`. */
export function encodeClose(code: number, reason: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(reason);
  const bytes = new Uint8Array(2 + text.byteLength);
  new DataView(bytes.buffer).setUint16(0, code);
  bytes.set(text, 2);
  return bytes;
}

export function decodeClose(payload: Uint8Array): { readonly code: number; readonly reason: string } {
  if (payload.byteLength < 2) return { code: 1005, reason: '' };
  const code = new DataView(payload.buffer, payload.byteOffset).getUint16(0);
  return { code, reason: new TextDecoder().decode(payload.subarray(2)) };
}
