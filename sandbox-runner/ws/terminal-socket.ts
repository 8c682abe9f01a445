import type { RawData, WebSocket } from 'ws';
import { AppError, errorBody, errorTable } from '../../protocol/errors.ts';
import { newId } from '../../protocol/ids.ts';
import { parseJson } from '../../protocol/parse.ts';
import { ackWindowBytes, maxInputFrameBytes, terminalClientMessageSchema } from '../../protocol/terminal.ts';
import type { TerminalClientMessage, TerminalServerMessage } from '../../protocol/terminal.ts';
import type { Logger } from '../logger.ts';
import { createAckWindow, type AckWindow } from '../terminal/ack-window.ts';
import { isTyped } from '../terminal/is-typed.ts';
import type { PtyConnection } from '../terminal/pty-connection.ts';
import type { Terminals } from '../terminal/terminals.ts';

const maxControlBytes = 4096;
const attachWithinMs = 15_000;

/**
 * Serves one browser's connection to the terminal `name` as protocol/terminal.ts says, until either side closes. Never
 * throws: every failure is told by an `error` frame and the close code of its row in protocol/errors.ts.
 */
export function handleTerminalSocket(socket: WebSocket, terminals: Terminals, name: string, logger: Logger): void {
  let connection: PtyConnection | undefined;
  let window: AckWindow = createAckWindow(0, ackWindowBytes);
  /** Output for which the window had no room. */
  let waiting: Buffer[] = [];
  let exited: number | undefined;
  let isAttaching = false;

  const send = (message: TerminalServerMessage): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  const fail = (error: unknown): void => {
    if (socket.readyState !== socket.OPEN) return;
    const { code, hint, requestId } = errorBody(error, newId()).error;
    const { level, closeCode } = errorTable[code];
    logger[level]({ err: error, requestId, terminal: name }, 'terminal socket ends');
    send({ type: 'error', code, hint });
    socket.close(closeCode, code);
    connection?.close();
  };

  /** True when something is left that must wait. */
  const sendOutput = (): boolean => {
    for (let bytes = waiting.shift(); bytes !== undefined; bytes = waiting.shift()) {
      const { now, later } = window.take(bytes);
      if (now.length > 0 && socket.readyState === socket.OPEN) socket.send(now);
      if (later.length > 0) {
        waiting.unshift(later);
        return true;
      }
    }
    if (exited !== undefined) {
      send({ type: 'exited', code: exited });
      exited = undefined;
    }
    return false;
  };

  const attach = async (message: Extract<TerminalClientMessage, { type: 'attach' }>): Promise<void> => {
    if (isAttaching)
      throw new AppError('bad_request', 'attach while attaching', { hint: 'The terminal is already being opened.' });
    isAttaching = true;
    connection?.close();
    connection = undefined;
    waiting = [];
    exited = undefined;
    try {
      const attached = await terminals.attach(name, message, message.have, {
        onOutput(bytes) {
          waiting.push(bytes);
          return sendOutput();
        },
        onForeground: (foreground) => send({ type: 'foreground', ...foreground }),
        onExited(code) {
          connection = undefined;
          exited = code;
          sendOutput();
        },
        onLost(error) {
          connection = undefined;
          onHostLost(error);
        },
      });
      if (socket.readyState !== socket.OPEN) {
        attached.close();
        return;
      }
      connection = attached;
      window = createAckWindow(attached.attached.from, ackWindowBytes);
      send({ type: 'attached', ...attached.attached });
    } finally {
      isAttaching = false;
    }
  };

  /** The learner may have killed the host of the terminal: then the shell is gone with it, and that is an end like any other. */
  const onHostLost = (error: AppError): void => {
    if (error.code !== 'engine_unreachable') {
      fail(error);
      return;
    }
    terminals.isRunning(name).then((isRunning) => {
      if (connection !== undefined || isAttaching) return;
      if (isRunning) fail(error);
      else {
        exited = lostExitCode;
        sendOutput();
      }
    }, fail);
  };

  const onControl = (message: TerminalClientMessage): void => {
    switch (message.type) {
      case 'attach':
        clearTimeout(attachTimer);
        attach(message).catch(fail);
        return;
      case 'resize':
        connection?.resize(message);
        return;
      case 'foreground?':
        if (connection === undefined) send({ type: 'foreground', state: 'unknown', program: '' });
        else connection.askForeground();
        return;
      case 'hangup':
        connection?.hangUp();
        return;
      case 'ack':
        // One that was never sent belongs to what was attached before.
        if (isAttaching || !window.acknowledge(message.position)) return;
        if (!sendOutput()) connection?.resume();
    }
  };

  const onInput = (bytes: Buffer): void => {
    if (bytes.length > maxInputFrameBytes)
      throw new AppError('too_large', `an input frame of ${bytes.length} bytes`, { hint: tooLarge });
    if (connection === undefined) return;
    connection.write(bytes);
    if (isTyped(bytes)) terminals.noteActivity();
  };

  const attachTimer = setTimeout(() => {
    if (connection === undefined && !isAttaching)
      fail(new AppError('timed_out', 'no attach', { hint: 'The page did not attach to its terminal.' }));
  }, attachWithinMs);

  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (socket.readyState !== socket.OPEN) return;
    try {
      const bytes = asBuffer(data);
      if (isBinary) onInput(bytes);
      else if (bytes.length > maxControlBytes)
        throw new AppError('too_large', `a control frame of ${bytes.length} bytes`, { hint: tooLarge });
      else onControl(parseJson(terminalClientMessageSchema, bytes.toString('utf8'), 'terminal message'));
    } catch (error) {
      fail(error);
    }
  });
  socket.on('error', (error) => logger.debug({ err: error, terminal: name }, 'terminal socket'));
  socket.on('close', () => {
    clearTimeout(attachTimer);
    connection?.close();
    connection = undefined;
    waiting = [];
  });
}

const tooLarge = `A frame may hold at most ${maxInputFrameBytes} bytes.`;
/** What a shell reports that was ended by SIGHUP: 128 + 1. */
const lostExitCode = 129;

function asBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
