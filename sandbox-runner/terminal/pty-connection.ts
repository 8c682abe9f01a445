import type { Socket } from 'node:net';
import { AppError } from '../../protocol/errors.ts';
import type { Foreground } from '../../protocol/terminal.ts';
import {
  createPtyDecoder,
  encodeAttach,
  encodeForeground,
  encodeHangup,
  encodeInput,
  encodeResize,
} from './pty-frames.ts';
import type { Having, PtyFrame, TerminalSize } from './pty-frames.ts';

/** Input that the programs in the terminal have not read: above this the connection is given up. */
const maxWaitingInputBytes = 4 * 1024 * 1024;

type AttachedFrame = Extract<PtyFrame, { type: 'attached' }>;
export type Attached = Omit<AttachedFrame, 'type' | 'knowsForeground'>;

/** What a viewer gets. After `onExited` or `onLost`, whichever comes first, nothing else is called. */
export interface TerminalViewer {
  /** Return true to be given no more until `resume`. */
  onOutput(bytes: Buffer): boolean;
  /** The answer to `askForeground`. */
  onForeground(foreground: Foreground): void;
  /** The shell has ended with `code`; all its output was given. */
  onExited(code: number): void;
  /** The connection is gone; the terminal may live on. */
  onLost(error: AppError): void;
}

export interface PtyConnection {
  readonly attached: Attached;
  /** Types `bytes`. Throws too_large when the programs inside have left too much unread. */
  write(bytes: Buffer): void;
  /** Throws as `write`. */
  resize(size: TerminalSize): void;
  /** Asks who reads what is typed; `onForeground` follows, at once and with `unknown` where the host can't tell. Throws as `write`. */
  askForeground(): void;
  /** Ends the shell as closing a window does; nothing happens where the host can't. */
  hangUp(): void;
  /** Goes on with output after `onOutput` returned true. */
  resume(): void;
  /** Lets go of the terminal, which lives on. The viewer hears nothing more. */
  close(): void;
}

/**
 * Attaches to the host of a terminal over `socket`, which is the connection's from now on. Throws timed_out,
 * engine_garbage or engine_unreachable (it hung up). No output is given before the caller had a turn with the result.
 */
export function attachPty(
  socket: Socket,
  size: TerminalSize,
  have: Having | null,
  viewer: TerminalViewer,
  timeoutMs: number,
): Promise<PtyConnection> {
  return new Promise((resolve, reject) => {
    const decoder = createPtyDecoder();
    let isAttached = false;
    let isOver = false;
    let exitCode: number | undefined;
    /** Came in one chunk with an earlier frame that asked for a pause. */
    let held: PtyFrame[] = [];
    let isHeld = true;
    /** Questions for the foreground that the host has not answered. */
    let asked = 0;

    const end = (tell: () => void): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      socket.destroy();
      tell();
    };
    const lose = (error: AppError): void => end(() => (isAttached ? viewer.onLost(error) : reject(error)));
    const timer = setTimeout(
      () => lose(new AppError('timed_out', `the terminal's host did not answer in ${timeoutMs} ms`)),
      timeoutMs,
    );

    const deliver = (): void => {
      while (!isHeld && !isOver) {
        const next = held.shift();
        if (next === undefined) break;
        if (next.type === 'output') isHeld = viewer.onOutput(next.bytes);
        else if (next.type === 'foreground') answer(next);
        else if (next.type === 'exited') end(() => viewer.onExited(next.code));
        else lose(new AppError('engine_garbage', 'the terminal host attached twice'));
      }
      if (isHeld) socket.pause();
      else if (socket.isPaused()) socket.resume();
    };
    /** Each is a message to the browser, so a host that has been replaced may not send them unasked. */
    const answer = ({ state, program }: Foreground): void => {
      if (asked === 0) {
        lose(new AppError('engine_garbage', 'the terminal host answered what nobody asked'));
        return;
      }
      asked -= 1;
      viewer.onForeground({ state, program });
    };
    const send = (frame: Buffer): void => {
      if (socket.writableLength > maxWaitingInputBytes) {
        throw new AppError('too_large', 'too much unread terminal input', {
          hint: 'The program in the terminal does not read what was pasted. Stop it with Ctrl-C, and paste less at once.',
        });
      }
      socket.write(frame);
    };
    const onData = (chunk: Buffer): void => {
      if (isOver) return;
      try {
        held = held.concat(decoder.feed(chunk));
      } catch (error) {
        lose(error as AppError);
        return;
      }
      exitCode = held.reduce<number | undefined>((code, f) => (f.type === 'exited' ? f.code : code), exitCode);
      if (!isAttached) {
        const first = held.shift();
        if (first === undefined) return;
        if (first.type !== 'attached') {
          lose(new AppError('engine_garbage', `the terminal's host began with ${first.type}`));
          return;
        }
        isAttached = true;
        clearTimeout(timer);
        resolve(connection(first));
        socket.pause();
        setImmediate(() => {
          isHeld = false;
          deliver();
        });
        return;
      }
      deliver();
    };
    const connection = (attached: AttachedFrame): PtyConnection => ({
      attached: { epoch: attached.epoch, from: attached.from, replayUntil: attached.replayUntil, lost: attached.lost },
      write(bytes) {
        if (!isOver) send(encodeInput(bytes));
      },
      resize(next) {
        if (!isOver) send(encodeResize(next));
      },
      askForeground() {
        if (isOver) return;
        if (attached.knowsForeground) {
          send(encodeForeground());
          asked += 1;
        } else viewer.onForeground({ state: 'unknown', program: '' });
      },
      hangUp() {
        if (!isOver && attached.knowsForeground) socket.write(encodeHangup());
      },
      resume() {
        if (!isHeld || isOver) return;
        isHeld = false;
        deliver();
      },
      close: () => end(() => undefined),
    });

    socket.on('data', onData);
    socket.on('close', () => {
      // The host closes right after the exit code; a paused viewer still gets what came before it.
      if (exitCode === undefined)
        lose(new AppError('engine_unreachable', "the terminal's host hung up", { hint: lost }));
    });
    socket.write(encodeAttach(size, have));
  });
}

const lost = 'The connection to the terminal was lost; what runs in it goes on.';
