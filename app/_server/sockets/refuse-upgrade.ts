import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorBody, errorTable } from '../../../protocol/errors.ts';
import { newId } from '../../../protocol/ids.ts';
import { logger } from '../logger.ts';

/** Answers an upgrade with the HTTP error for `error` and closes the socket. */
export function refuseUpgrade(socket: Duplex, path: string, error: unknown): void {
  const requestId = newId();
  const body = errorBody(error, requestId);
  const { httpStatus, level } = errorTable[body.error.code];
  // That a runner is away is logged once, by its link; browsers try again every two seconds.
  const quietly = body.error.code === 'runner_unreachable' ? 'debug' : level;
  logger()[quietly]({ requestId, path, err: error }, 'upgrade refused');
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${httpStatus} ${STATUS_CODES[httpStatus] ?? 'Error'}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(text)}`,
    `X-Request-Id: ${requestId}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`, () => socket.destroy());
}
