import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { WebSocketServer } from 'ws';
import { createTerminals, type Terminals } from '../../terminal/terminals.ts';
import { handleTerminalSocket } from '../../ws/terminal-socket.ts';
import { ptyHome, type PtyHome } from './pty-host.ts';
import { terminalBrowser, type TerminalBrowser } from './terminal-browser.ts';

/** Terminals and the browser's socket over a real slipway-pty on this machine. */
export interface Relay extends AsyncDisposable {
  readonly home: PtyHome;
  readonly terminals: Terminals;
  browser(name?: string): Promise<TerminalBrowser>;
  /** A browser that has attached with nothing. */
  attached(name?: string): Promise<TerminalBrowser>;
}

export const size = { cols: 80, rows: 24 };

/** A relay of its own for one test, over `shell`. */
export async function relay(shell?: readonly string[]): Promise<Relay> {
  const home = await ptyHome(shell);
  const logger = pino({ level: 'silent' });
  const terminals = createTerminals(home.handle, logger);
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket, request) =>
    handleTerminalSocket(socket, terminals, request.url?.slice(1) ?? '', logger),
  );
  await once(server, 'listening');
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const browser = (name = 'main'): Promise<TerminalBrowser> => terminalBrowser(url + name);
  return {
    home,
    terminals,
    browser,
    async attached(name) {
      const opened = await browser(name);
      opened.send({ type: 'attach', ...size, have: null });
      await opened.message('attached');
      return opened;
    },
    async [Symbol.asyncDispose]() {
      for (const client of server.clients) client.terminate();
      server.close();
      await home[Symbol.asyncDispose]();
    },
  };
}
