import type { IncomingMessage } from 'node:http';
import { connect as connectTcp, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { AppError } from '../../../protocol/errors.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';

const connectTimeoutMs = 3000;
/** For a browser that is still sending when the runner has ended. */
const lingerMs = 5000;
/** All that a runner needs of the browser's request. The cookie stays here. */
const forwarded = ['sec-websocket-key', 'sec-websocket-version', 'sec-websocket-extensions', 'sec-websocket-protocol'];

export interface Target {
  readonly runnerUrl: string;
  readonly path: string;
  readonly authorization: string;
}

/**
 * Passes a WebSocket upgrade on to a runner and then bytes, unread, in both directions; each side is read only as fast
 * as the other takes it. The runner's answer, also a refusal, reaches the browser as it is.
 */
export function forwardUpgrade(request: IncomingMessage, browser: Duplex, head: Buffer, target: Target): void {
  const url = new URL(target.runnerUrl);
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const runner: Socket =
    url.protocol === 'https:' ? connectTls({ host, port, servername: host }) : connectTcp({ host, port });
  runner.setNoDelay(true);
  runner.setTimeout(connectTimeoutMs, () => runner.destroy(new Error(`no connection in ${connectTimeoutMs} ms`)));
  let isConnected = false;

  runner.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
    isConnected = true;
    runner.setTimeout(0);
    const lines = [
      `GET ${target.path} HTTP/1.1`,
      `Host: ${url.host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      `Authorization: ${target.authorization}`,
    ];
    for (const name of forwarded) {
      const value = request.headers[name];
      if (typeof value === 'string') lines.push(`${name}: ${value}`);
    }
    runner.write(`${lines.join('\r\n')}\r\n\r\n`);
    if (head.length > 0) runner.write(head);
    browser.pipe(runner);
    runner.pipe(browser);
  });
  runner.on('error', (cause: Error) => {
    if (isConnected) letGo(browser);
    else
      refuseUpgrade(
        browser,
        target.path,
        new AppError('runner_unreachable', `${target.runnerUrl}: ${cause.message}`, {
          cause,
          hint: 'The service that runs the machines does not answer just now.',
        }),
      );
  });
  runner.on('close', () => {
    if (isConnected) letGo(browser);
  });
  browser.on('error', () => runner.destroy());
  browser.on('close', () => runner.destroy());
}

/**
 * Ends the side of the browser after what the runner said last. What still comes is read away: a connection that is closed
 * over unread bytes is reset, and then the browser may not learn why it was ended.
 */
function letGo(browser: Duplex): void {
  if (browser.destroyed) return;
  browser.resume();
  browser.end();
  const timer = setTimeout(() => browser.destroy(), lingerMs);
  browser.once('close', () => clearTimeout(timer));
}
