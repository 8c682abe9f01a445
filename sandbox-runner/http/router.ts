import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { AppError, errorBody, errorTable } from '../../protocol/errors.ts';
import { newId } from '../../protocol/ids.ts';
import type { Logger } from '../logger.ts';
import type { ReadTicket } from './auth.ts';
import { readBody } from './read-body.ts';
import type { Route, RouteAnswer } from './route.ts';

const discardForMs = 2000;
const defaultMaxBodyBytes = 1024 * 1024;

/** Answers one request; never throws and never rejects. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The only place where an error becomes an HTTP answer. */
export function router(routes: readonly Route[], readTicket: ReadTicket, logger: Logger): RequestHandler {
  return async (request, response) => {
    const requestId = newId();
    response.setHeader('x-request-id', requestId);
    try {
      const { pathname, searchParams: query } = requestUrl(request);
      const { route, params } = find(routes, request.method ?? '', pathname);
      const learner = await admit(route, params, request, readTicket);
      const body = (): Promise<string> => readBody(request, route.maxBodyBytes ?? defaultMaxBodyBytes);
      send(response, await route.handle({ params, query, body, request, learner }));
    } catch (error) {
      const { code } = errorBody(error, requestId).error;
      const { httpStatus, level } = errorTable[code];
      logger[level]({ err: error, requestId, method: request.method, url: request.url }, 'request failed');
      // What is left of a body that nobody reads would be taken for the next request.
      if (!request.complete) response.setHeader('connection', 'close');
      send(response, { status: httpStatus, json: errorBody(error, requestId) });
      if (!request.complete) discard(request);
    }
  };
}

/** The address that is asked for. Throws AppError bad_request when it is none, such as `//`. */
export function requestUrl(request: IncomingMessage): URL {
  const path = request.url ?? '/';
  if (!URL.canParse(path, 'http://runner')) throw new AppError('bad_request', `${path.slice(0, 80)} is no address`);
  return new URL(path, 'http://runner');
}

/** Reads away what still comes of a body, so that the answer is not lost, but not for ever. */
function discard(request: IncomingMessage): void {
  const timer = setTimeout(() => request.destroy(), discardForMs);
  request.once('close', () => clearTimeout(timer));
  request.resume();
}

/** Finds the route for a path. Throws AppError not_found. */
export function find(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } {
  for (const route of routes) {
    const params = route.method === method ? match(route.path, path) : undefined;
    if (params !== undefined) return { route, params };
  }
  throw new AppError('not_found', `${method} ${path} does not exist`, { hint: 'This address does not exist.' });
}

/** The parameters of `path` under `pattern`; undefined when it does not fit. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (!part.startsWith(':')) {
      if (part !== value) return undefined;
    } else if (/^[a-z0-9-]{1,63}$/.test(value)) {
      params[part.slice(1)] = value;
    } else {
      return undefined;
    }
  }
  return params;
}

/** Returns whose ticket it is, where the route is for one learner. */
async function admit(
  route: Route,
  params: Readonly<Record<string, string>>,
  request: IncomingMessage,
  readTicket: ReadTicket,
): Promise<string | undefined> {
  if (route.access === 'loopback' && !isLoopback(request.socket.remoteAddress)) {
    throw new AppError('forbidden', `${route.path} is for this machine only`);
  }
  if (route.access !== 'site' && route.access !== 'sandbox') return undefined;
  const claims = await readTicket(request);
  if (claims.scope !== route.access)
    throw new AppError('forbidden', `a ticket with scope ${claims.scope} does not open ${route.path}`);
  if (claims.scope !== 'sandbox') return undefined;
  if (claims.sandboxId !== params['id']) throw new AppError('forbidden', 'this ticket is for another sandbox');
  return claims.learner;
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && (address === '::1' || /^(::ffff:)?127\./.test(address));
}

function send(response: ServerResponse, { status, json, text, stream }: RouteAnswer): void {
  if (response.headersSent || response.destroyed) {
    stream?.content.destroy();
    return;
  }
  if (stream !== undefined) {
    response.writeHead(status, { 'cache-control': 'no-store', ...stream.headers });
    // What fails half-way can only be cut off: the status is out.
    pipeline(stream.content, response, () => undefined);
    return;
  }
  const content = text?.content ?? (json === undefined ? '' : JSON.stringify(json));
  response.statusCode = status;
  response.setHeader('cache-control', 'no-store');
  if (content !== '') response.setHeader('content-type', text?.type ?? 'application/json; charset=utf-8');
  response.end(content);
}
