import type { WebSocket } from 'ws';
import { parseJson } from '../../protocol/parse.ts';
import { ackEveryBytes, terminalServerMessageSchema, type TerminalClientMessage } from '../../protocol/terminal.ts';
import type { Action, Script } from './read-script.ts';
import { belowEcho, endsInPrompt, screenText } from './screen-text.ts';

/** A prompt counts when nothing has followed it for so long. */
const quietMs = 120;
const keptChars = 400_000;

/** Somebody at a terminal who types a script, and waits for the prompt as a learner does. */
export interface Typist extends AsyncDisposable {
  /** Throws an Error that shows the end of the screen if a prompt, or what a line expects, doesn't come. */
  type(script: Script): Promise<void>;
}

/** Attaches to the terminal behind `socket`, and waits for its first prompt; for that and each line at most `lineTimeoutMs`. */
export async function seatTypist(socket: WebSocket, lineTimeoutMs: number): Promise<Typist> {
  const screen = { text: '', typedAt: 0, lastByteAt: Date.now(), ended: undefined as string | undefined };
  const decoder = new TextDecoder();
  let position = 0;
  let acknowledged = 0;
  const send = (message: TerminalClientMessage): void => socket.send(JSON.stringify(message));

  socket.on('error', (error) => (screen.ended ??= `the terminal's socket failed: ${error.message}`));
  socket.on('close', (code) => (screen.ended ??= `the terminal's socket was closed with ${code}`));
  socket.on('open', () => send({ type: 'attach', cols: 120, rows: 32, have: null }));
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (isBinary) {
      screen.text += decoder.decode(data, { stream: true });
      if (screen.text.length > keptChars) {
        const cut = screen.text.length - keptChars;
        screen.text = screen.text.slice(cut);
        screen.typedAt = Math.max(0, screen.typedAt - cut);
      }
      screen.lastByteAt = Date.now();
      position += data.length;
      if (position - acknowledged >= ackEveryBytes) send({ type: 'ack', position: (acknowledged = position) });
      return;
    }
    const message = parseJson(terminalServerMessageSchema, data.toString(), 'a message of the terminal');
    if (message.type === 'attached') position = acknowledged = message.from;
    else
      screen.ended ??=
        message.type === 'exited' ? `the shell ended with ${message.code}` : `the terminal failed: ${message.hint}`;
  });

  const isQuiet = (): boolean => Date.now() - screen.lastByteAt >= quietMs;
  const sinceTyped = (): string => screen.text.slice(screen.typedAt);

  async function until(isThere: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + lineTimeoutMs;
    while (!isThere()) {
      if (screen.ended !== undefined || Date.now() > deadline) {
        throw new Error(
          `${what}: ${screen.ended ?? `it did not come within ${lineTimeoutMs / 1000} s`}. The screen ends with:\n${lastLines(screen.text)}`,
        );
      }
      await sleep(20);
    }
  }

  async function act(action: Action): Promise<void> {
    if (action.kind === 'pause') return sleep(action.ms);
    screen.typedAt = screen.text.length;
    socket.send(Buffer.from(action.text));
    const { expect } = action;
    const where = `line ${action.line} (${action.shown})`;
    if (expect !== undefined)
      return until(
        () => screenText(belowEcho(sinceTyped()) ?? '').includes(expect),
        `${where}, waiting for "${expect}"`,
      );
    const isKey = !action.text.endsWith('\r');
    return until(
      () => isQuiet() && endsInPrompt(isKey ? sinceTyped() : (belowEcho(sinceTyped()) ?? '')),
      `${where}, waiting for a prompt`,
    );
  }

  await until(() => isQuiet() && endsInPrompt(screen.text), 'waiting for the first prompt');
  return {
    async type({ actions }) {
      for (const action of actions) await act(action);
    },
    async [Symbol.asyncDispose]() {
      socket.close();
      await sleep(0);
    },
  };
}

function lastLines(output: string): string {
  return screenText(output)
    .split('\n')
    .slice(-12)
    .map((line) => `    | ${line}`)
    .join('\n');
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
