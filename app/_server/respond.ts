import 'server-only';
import { AppError, errorBody, errorTable } from '../../protocol/errors.ts';
import { newId } from '../../protocol/ids.ts';
import { addressHeader } from './address.ts';
import { siteConfig } from './env.ts';
import { logger } from './logger.ts';
import { requireOwnOrigin } from './origin.ts';
import { limitRate } from './rate-limits.ts';
import { findLearner, findOrCreateLearner, readToken } from './session.ts';

/**
 * Runs a handler of the API and answers with its value as JSON (a Response as it is), or with the error it threw. The one
 * place that does.
 */
export async function respond(request: Request, handler: () => Promise<unknown>): Promise<Response> {
  const requestId = newId();
  const headers = { 'cache-control': 'no-store', 'x-request-id': requestId };
  try {
    const value = await handler();
    return value instanceof Response ? value : Response.json(value, { headers });
  } catch (error) {
    const { code } = errorBody(error, requestId).error;
    const { httpStatus, level } = errorTable[code];
    logger()[level]({ requestId, path: new URL(request.url).pathname, err: error }, 'request failed');
    return Response.json(errorBody(error, requestId), { status: httpStatus, headers });
  }
}

/** The learner who writes: same origin, within the rate, made now if this is their first act. Returns their id. */
export async function writer(request: Request, kind: 'start' | 'write' | 'file' | 'signIn'): Promise<string> {
  requireOwnOrigin(request.headers.get('origin'), request.headers.get('host'), siteConfig().publicOrigins);
  const token = readToken(request.headers.get('cookie'));
  const address = request.headers.get(addressHeader) ?? '';
  await limitRate(kind, token, address);
  if (token === undefined)
    throw new AppError('unauthenticated', 'no session cookie', {
      hint: 'Slipway keeps your progress under a cookie. Allow cookies for this site, then reload the page.',
    });
  return findOrCreateLearner(token);
}

/** The learner who reads, if they are known. */
export async function reader(request: Request): Promise<string | undefined> {
  return findLearner(readToken(request.headers.get('cookie')));
}

const maxBodyBytes = 16 * 1024;

/** The body of a request as text. Throws too_large above 16 KiB. */
export async function bodyText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += (chunk as Uint8Array).byteLength;
    if (bytes > maxBodyBytes)
      throw new AppError('too_large', `more than ${maxBodyBytes} bytes`, {
        hint: 'That is more than this page ever sends.',
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
