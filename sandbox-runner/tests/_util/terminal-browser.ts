import { once } from 'node:events';
import { WebSocket } from 'ws';
import {
  terminalServerMessageSchema,
  type TerminalClientMessage,
  type TerminalServerMessage,
} from '../../../protocol/terminal.ts';
import { until } from './until.ts';

/** What a browser's terminal does, without a screen: counts what it gets, and acknowledges it unless told not to. */
export interface TerminalBrowser {
  readonly socket: WebSocket;
  readonly messages: TerminalServerMessage[];
  /** The position after the last byte that came. */
  readonly position: number;
  readonly closeCode: number | undefined;
  acknowledges: boolean;
  text(): string;
  send(message: TerminalClientMessage): void;
  type(text: string): void;
  sees(text: string, deadlineMs?: number): Promise<void>;
  message<T extends TerminalServerMessage['type']>(type: T): Promise<Extract<TerminalServerMessage, { type: T }>>;
  close(): Promise<void>;
}

export async function terminalBrowser(url: string, headers: Record<string, string> = {}): Promise<TerminalBrowser> {
  const socket = new WebSocket(url, { headers });
  const messages: TerminalServerMessage[] = [];
  const parts: string[] = [];
  let position = 0;
  let closeCode: number | undefined;
  let cached = '';
  const browser: TerminalBrowser = {
    socket,
    messages,
    acknowledges: true,
    get position() {
      return position;
    },
    get closeCode() {
      return closeCode;
    },
    text() {
      cached += parts.splice(0).join('');
      return cached;
    },
    send: (message) => socket.send(JSON.stringify(message)),
    type: (text) => socket.send(Buffer.from(text)),
    async sees(text, deadlineMs) {
      await until(
        `output with ${JSON.stringify(text)}`,
        () => [browser.text(), plain(browser.text().slice(-20_000))].some((shown) => shown.includes(text)),
        deadlineMs,
      );
    },
    message: (type) =>
      until(type, () =>
        messages.find((m): m is Extract<TerminalServerMessage, { type: typeof type }> => m.type === type),
      ),
    async close() {
      socket.close();
      await until('closed', () => closeCode !== undefined);
    },
  };
  socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) {
      const message = terminalServerMessageSchema.parse(JSON.parse(data.toString()));
      messages.push(message);
      if (message.type === 'attached') position = message.from;
      return;
    }
    position += data.length;
    parts.push(data.toString('latin1'));
    if (browser.acknowledges) browser.send({ type: 'ack', position });
  });
  socket.on('close', (code) => (closeCode = code));
  await once(socket, 'open');
  return browser;
}

/** Without colours. */
function plain(text: string): string {
  return text.replace(/\x1b\[[\d;]*m/g, '');
}
