import type { Duplex } from 'node:stream';
import { errorBody, errorTable } from '../../protocol/errors.ts';
import { newId } from '../../protocol/ids.ts';
import type { Logger } from '../logger.ts';

/** Answers the upgrade to `url` that came on this socket with the HTTP error for `error`, logs it, and closes the socket. */
export function refuseUpgrade(socket: Duplex, url: string | undefined, error: unknown, logger: Logger): void {
  const body = errorBody(error, newId());
  const { httpStatus, level } = errorTable[body.error.code];
  logger[level]({ err: error, requestId: body.error.requestId, url }, 'upgrade refused');
  const content = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${httpStatus} ${body.error.code}`,
    'connection: close',
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(content)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${content}`);
}
