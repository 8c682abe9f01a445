import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '../../../protocol/errors.ts';
import { logger } from '../logger.ts';
import { refuseUpgrade } from '../sockets/refuse-upgrade.ts';
import { askServer } from './ask-server.ts';
import { PreviewError } from './failure.ts';
import { responseHeaders, type PreviewPlace } from './headers.ts';
import { takePlace } from './places.ts';

const handshakeWithinMs = 20_000;

/** Connects a browser's WebSocket with the learner's server: its hot reload, for one. Bytes, unread, at the slower side's pace. */
export async function servePreviewSocket(
  request: IncomingMessage,
  browser: Duplex,
  head: Buffer,
  place: PreviewPlace,
): Promise<void> {
  const gone = new AbortController();
  browser.on('error', () => browser.destroy());
  browser.on('close', () => gone.abort());
  try {
    const giveBack = takePlace(place.key);
    if (giveBack === undefined)
      throw new AppError('quota_exceeded', 'too many connections', { hint: 'Too many connections to this machine.' });
    browser.on('close', giveBack);
    if (request.headers.upgrade?.toLowerCase() !== 'websocket')
      throw new AppError('bad_request', `upgrade to ${String(request.headers.upgrade)}`, {
        hint: 'Only to WebSockets.',
      });
    const { answer, upgraded } = await askServer({
      place,
      method: 'GET',
      path: request.url ?? '/',
      rawHeaders: request.rawHeaders,
      isUpgrade: true,
      withinMs: handshakeWithinMs,
      signal: gone.signal,
    });
    const status = answer.statusCode ?? 502;
    const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Answer'}`];
    const headers = responseHeaders(answer.rawHeaders, place);
    for (let i = 0; i + 1 < headers.length; i += 2) lines.push(`${headers[i] ?? ''}: ${headers[i + 1] ?? ''}`);
    if (upgraded === undefined) {
      lines.push('connection: close');
      browser.write(`${lines.join('\r\n')}\r\n\r\n`);
      answer.pipe(browser);
      answer.on('error', () => browser.destroy());
      return;
    }
    lines.push('connection: Upgrade', 'upgrade: websocket');
    browser.write(`${lines.join('\r\n')}\r\n\r\n`);
    if (upgraded.head.length > 0) browser.write(upgraded.head);
    if (head.length > 0) upgraded.socket.write(head);
    upgraded.socket.pipe(browser);
    browser.pipe(upgraded.socket);
    upgraded.socket.on('close', () => browser.end());
    upgraded.socket.on('error', () => browser.destroy());
  } catch (error) {
    if (browser.destroyed) return;
    if (!(error instanceof PreviewError)) logger().debug({ err: error }, 'a preview socket failed');
    const refusal =
      error instanceof PreviewError
        ? new AppError('port_closed', error.message, { cause: error, hint: `Port ${place.port} does not answer.` })
        : error;
    refuseUpgrade(browser, '(preview)', refusal);
  }
}
