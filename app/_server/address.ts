import type { IncomingMessage } from 'node:http';

/** Set by our server on every request, whatever the client sent: the address that asked. */
export const addressHeader = 'x-slipway-address';

/** The address a request came from; with `trustProxy` the last one that the reverse proxy in front of us added. */
export function clientAddress(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy
    ? [request.headers['x-forwarded-for']].flat().at(-1)?.split(',').at(-1)?.trim()
    : undefined;
  return forwarded ?? request.socket.remoteAddress ?? 'unknown';
}
