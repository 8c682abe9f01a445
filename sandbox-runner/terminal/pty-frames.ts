import { AppError } from '../../protocol/errors.ts';
import { maxInputFrameBytes, type Foreground } from '../../protocol/terminal.ts';

/** The frames between the runner and slipway-pty, described in images/sandbox/pty/README.md. */
export interface TerminalSize {
  readonly cols: number;
  readonly rows: number;
}

/** What a viewer has of a terminal: it shows the output of `epoch` up to `position`. */
export interface Having {
  readonly epoch: string;
  readonly position: number;
}

export type PtyFrame =
  | {
      readonly type: 'attached';
      readonly epoch: string;
      readonly from: number;
      readonly replayUntil: number;
      readonly lost: number;
      /** Hosts of older images know no `F` and no `H`. */
      readonly knowsForeground: boolean;
    }
  | ({ readonly type: 'foreground' } & Foreground)
  | { readonly type: 'output'; readonly bytes: Buffer }
  | { readonly type: 'exited'; readonly code: number };

const headerBytes = 5;
const epochChars = 32;
const maxNameBytes = 15;
const foregroundStates = ['prompt', 'busy', 'program'] as const;
const maxOutputFrameBytes = 64 * 1024;

export function encodeAttach(size: TerminalSize, have: Having | null): Buffer {
  // An epoch that is not of our form can't be known to the host either.
  const known = have !== null && /^[0-9a-f]{32}$/.test(have.epoch) ? have : null;
  const payload = Buffer.alloc(known === null ? 5 : 13 + epochChars);
  payload.writeUInt16BE(size.cols, 0);
  payload.writeUInt16BE(size.rows, 2);
  if (known !== null) {
    payload.writeUInt8(1, 4);
    payload.writeBigUInt64BE(BigInt(known.position), 5);
    payload.write(known.epoch, 13, 'latin1');
  }
  return frame('A', payload);
}

export function encodeResize(size: TerminalSize): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt16BE(size.cols, 0);
  payload.writeUInt16BE(size.rows, 2);
  return frame('R', payload);
}

/** Asks who reads what is typed. */
export function encodeForeground(): Buffer {
  return frame('F', Buffer.alloc(0));
}

/** Ends the shell. */
export function encodeHangup(): Buffer {
  return frame('H', Buffer.alloc(0));
}

/** `bytes`: at most maxInputFrameBytes. */
export function encodeInput(bytes: Buffer): Buffer {
  if (bytes.length > maxInputFrameBytes) throw new RangeError(`an input frame of ${bytes.length} bytes`);
  return frame('I', bytes);
}

function frame(type: string, payload: Buffer): Buffer {
  const whole = Buffer.allocUnsafe(headerBytes + payload.length);
  whole.write(type, 0, 'latin1');
  whole.writeUInt32BE(payload.length, 1);
  payload.copy(whole, headerBytes);
  return whole;
}

/**
 * Takes the host's byte stream apart. `feed` gives the frames that `chunk` completes; output is given as it comes,
 * without waiting for the end of its frame, and all of one chunk as one piece. Throws engine_garbage at anything that a
 * sound host does not send; the decoder is of no use afterwards.
 */
export function createPtyDecoder(): { feed(chunk: Buffer): PtyFrame[] } {
  let rest: Buffer = Buffer.alloc(0);
  let outputLeft = 0;

  return {
    feed(chunk) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const frames: PtyFrame[] = [];
      const output: Buffer[] = [];
      while (rest.length > 0) {
        if (outputLeft > 0) {
          const part = rest.subarray(0, outputLeft);
          output.push(part);
          outputLeft -= part.length;
          rest = rest.subarray(part.length);
          continue;
        }
        if (rest.length < headerBytes) break;
        const type = String.fromCharCode(rest.readUInt8(0));
        const length = rest.readUInt32BE(1);
        if (type === 'o' && length > 0 && length <= maxOutputFrameBytes) {
          outputLeft = length;
          rest = rest.subarray(headerBytes);
          continue;
        }
        if (!isControl(type, length)) throw garbage(`a frame of type ${JSON.stringify(type)} with ${length} bytes`);
        if (rest.length < headerBytes + length) break;
        flush(output, frames);
        frames.push(decodeControl(type, rest.subarray(headerBytes, headerBytes + length)));
        rest = rest.subarray(headerBytes + length);
      }
      flush(output, frames);
      return frames;
    },
  };
}

function isControl(type: string, length: number): boolean {
  const attachedBytes = 24 + epochChars;
  return (
    (type === 'a' && (length === attachedBytes || length === attachedBytes + 1)) ||
    (type === 'f' && length >= 1 && length <= 1 + maxNameBytes) ||
    (type === 'x' && length === 4)
  );
}

function decodeControl(type: string, payload: Buffer): PtyFrame {
  if (type === 'x') return { type: 'exited', code: payload.readInt32BE(0) };
  if (type === 'f') return decodeForeground(payload);
  const [from, replayUntil, lost] = [0, 8, 16].map((at) => Number(payload.readBigUInt64BE(at))) as [
    number,
    number,
    number,
  ];
  const epoch = payload.toString('latin1', 24, 24 + epochChars);
  if (!/^[0-9a-f]{32}$/.test(epoch) || from > replayUntil || lost > from || !Number.isSafeInteger(replayUntil)) {
    throw garbage(`attached with from ${from}, until ${replayUntil}, lost ${lost}`);
  }
  return { type: 'attached', epoch, from, replayUntil, lost, knowsForeground: payload.at(24 + epochChars) === 1 };
}

/** The name comes from a program of the learner, who may call it anything. */
function decodeForeground(payload: Buffer): PtyFrame {
  const state = foregroundStates[payload.readUInt8(0)];
  if (state === undefined) throw garbage(`foreground of kind ${payload.readUInt8(0)}`);
  const name = payload
    .toString('utf8', 1)
    .replace(/[\p{C}\p{Z}\ufffd]+/gu, ' ')
    .trim();
  return { type: 'foreground', state, program: state === 'program' ? name : '' };
}

function flush(output: Buffer[], frames: PtyFrame[]): void {
  const [first] = output;
  if (first === undefined) return;
  frames.push({ type: 'output', bytes: output.length === 1 ? first : Buffer.concat(output) });
  output.length = 0;
}

function garbage(what: string): AppError {
  return new AppError('engine_garbage', `the terminal's host sent ${what}`);
}
