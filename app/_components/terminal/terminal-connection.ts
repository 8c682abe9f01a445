import { errorCodes, errorTable } from '../../../protocol/errors.ts';
import { parseJson } from '../../../protocol/parse.ts';
import {
  maxInputFrameBytes,
  terminalServerMessageSchema,
  type Foreground,
  type TerminalClientMessage,
} from '../../../protocol/terminal.ts';
import { backoffMs } from '../backoff.ts';
import { openSocket, type SocketLike } from '../socket/open-socket.ts';
import { watchLiveness } from './liveness.ts';
import { attachedAt, isAckDue, noOutput, splitReplay } from './output-position.ts';

/** connecting: never attached yet; reconnecting: was, and will be; exited: its shell has ended; refused: not tried again. */
export type ConnectionState =
  | { readonly kind: 'connecting' | 'attached' | 'reconnecting' }
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'refused'; readonly hint: string };

/** The screen, as the connection sees it. */
export interface Screen {
  size(): { readonly cols: number; readonly rows: number };
  /** Shows bytes; `isReplay`: queries in them must not be answered. Calls back when they are on the screen. */
  write(bytes: Uint8Array, isReplay: boolean, onShown: () => void): void;
  /** Empties everything: another shell follows, or output was lost. */
  clear(): void;
  /** A line of ours, not of the shell. */
  notice(text: string): void;
}

export interface TerminalConnection {
  /** Sends what was typed. False: there is no connection, nothing is kept for later. */
  send(bytes: Uint8Array): boolean;
  resize(): void;
  /** Who reads what is typed? null: there is no connection to ask over. */
  foreground(): Promise<Foreground | null>;
  /** Ends the shell, as closing a window does. */
  hangUp(): void;
  /** Makes sure that the connection is alive; one that isn't is made anew. */
  probe(): void;
  /** Tries at once if it is waiting to reconnect. */
  retryNow(): void;
  /** Asks for a new shell after the old one exited. */
  restart(): void;
  close(): void;
}

/** Attaches `screen` to the terminal whose socket is at `path`, and again whenever the connection is lost, without showing anything twice. */
export function connectTerminal(
  path: string,
  screen: Screen,
  onState: (state: ConnectionState) => void,
): TerminalConnection {
  let socket: SocketLike | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let position = noOutput;
  let state: ConnectionState = { kind: 'connecting' };
  let isClosed = false;
  let asked: { readonly answer: Promise<Foreground | null>; readonly take: (value: Foreground | null) => void } | null =
    null;

  const answered = (foreground: Foreground | null): void => {
    const { take } = asked ?? {};
    asked = null;
    take?.(foreground);
  };
  const setState = (next: ConnectionState): void => {
    state = next;
    onState(next);
  };
  const tell = (message: TerminalClientMessage): void => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const show = (bytes: Uint8Array, isReplay: boolean): void => {
    if (bytes.byteLength === 0) return;
    const { epoch } = position;
    screen.write(bytes, isReplay, () => {
      if (position.epoch !== epoch) return;
      position = { ...position, shown: position.shown + bytes.byteLength };
      if (!isAckDue(position)) return;
      position = { ...position, acknowledged: position.shown };
      tell({ type: 'ack', position: position.shown });
    });
  };
  const takeOutput = (frame: Uint8Array): void => {
    const { history, live } = splitReplay(frame, position);
    position = { ...position, received: position.received + frame.byteLength };
    show(history, true);
    show(live, false);
  };
  const takeMessage = (text: string): void => {
    const message = parseJson(terminalServerMessageSchema, text, 'a message of the terminal');
    if (message.type === 'attached') {
      const isSame = position.epoch === message.epoch && message.from === position.received;
      if (!isSame && position.epoch !== null) screen.clear();
      if (!isSame && message.lost > 0) screen.notice(`${message.lost} bytes of older output are no longer kept`);
      // What was received before the break may still be on its way to the screen.
      position = isSame
        ? { ...position, acknowledged: position.shown, replayUntil: message.replayUntil }
        : attachedAt(message.epoch, message.from, message.replayUntil);
      if (isSame) tell({ type: 'ack', position: position.shown });
      failures = 0;
      setState({ kind: 'attached' });
      tell({ type: 'resize', ...screen.size() });
    } else if (message.type === 'foreground') {
      answered({ state: message.state, program: message.program });
    } else if (message.type === 'exited') {
      liveness.stop();
      answered(null);
      setState({ kind: 'exited', code: message.code });
    } else {
      refusal = message.hint;
    }
  };
  let refusal: string | null = null;
  const liveness = watchLiveness(
    () => tell({ type: 'foreground?' }),
    () => {
      const dead = socket;
      socket = null;
      dead?.close();
      lost();
    },
  );
  const lost = (): void => {
    liveness.stop();
    answered(null);
    failures += 1;
    if (state.kind === 'attached') setState({ kind: 'reconnecting' });
    timer = setTimeout(open, backoffMs(failures));
  };

  const open = (): void => {
    clearTimeout(timer);
    if (isClosed) return;
    refusal = null;
    const mine = openSocket(path);
    socket = mine;
    mine.onopen = () => {
      const { epoch, received } = position;
      tell({ type: 'attach', ...screen.size(), have: epoch === null ? null : { epoch, position: received } });
    };
    mine.onmessage = (event: MessageEvent<ArrayBuffer | string>) => {
      if (socket !== mine) return;
      liveness.heard();
      try {
        if (typeof event.data === 'string') takeMessage(event.data);
        else takeOutput(new Uint8Array(event.data));
      } catch {
        mine.close(4400);
      }
    };
    mine.onclose = (event) => {
      if (socket !== mine) return;
      socket = null;
      if (!isClosed && state.kind !== 'exited' && (refusal === null || !isFinal(event.code))) {
        lost();
        return;
      }
      liveness.stop();
      answered(null);
      if (!isClosed && state.kind !== 'exited') setState({ kind: 'refused', hint: refusal ?? '' });
    };
  };
  onState(state);
  open();

  return {
    send(bytes) {
      if (state.kind !== 'attached' || socket?.readyState !== WebSocket.OPEN) return false;
      for (let at = 0; at < bytes.byteLength; at += maxInputFrameBytes)
        socket.send(bytes.slice(at, at + maxInputFrameBytes));
      liveness.sent();
      return true;
    },
    async foreground() {
      // An answer to an earlier question may tell what was before.
      while (asked !== null) await asked.answer;
      if (state.kind !== 'attached' || socket?.readyState !== WebSocket.OPEN) return null;
      let take: (value: Foreground | null) => void = () => undefined;
      const answer = new Promise<Foreground | null>((resolve) => (take = resolve));
      asked = { answer, take };
      tell({ type: 'foreground?' });
      liveness.sent();
      return answer;
    },
    hangUp: () => tell({ type: 'hangup' }),
    probe() {
      if (state.kind === 'attached' && socket !== null) liveness.probe();
    },
    resize: () => {
      if (state.kind === 'attached') tell({ type: 'resize', ...screen.size() });
    },
    retryNow() {
      if (socket === null && (state.kind === 'reconnecting' || state.kind === 'connecting')) open();
    },
    restart() {
      if (state.kind !== 'exited' && state.kind !== 'refused') return;
      socket?.close();
      socket = null;
      liveness.stop();
      answered(null);
      position = noOutput;
      screen.clear();
      setState({ kind: 'connecting' });
      open();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      liveness.stop();
      socket?.close(1000);
      socket = null;
      answered(null);
    },
  };
}

/** Would the same attempt fail in the same way? A close code is 4000 + the HTTP status of the error. */
function isFinal(closeCode: number): boolean {
  const passing = new Set([
    'runner_unreachable',
    'timed_out',
    'engine_unreachable',
    'internal',
    'too_many_requests',
    'ticket_expired',
    'conflict',
  ]);
  const codes = errorCodes.filter((code) => errorTable[code].closeCode === closeCode);
  return codes.length > 0 && codes.every((code) => !passing.has(code));
}
