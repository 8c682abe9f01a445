import { request, type IncomingMessage } from 'node:http';
import { AppError } from '../../protocol/errors.ts';
import { garbage } from './inner-garbage.ts';
import { readBody } from './inner-body.ts';
import { connectInVolume } from '../sandbox/safe-socket.ts';

const maxHeaderBytes = 16 * 1024;
/** The engine sends none; each one more would be work that no other limit counts. */
const maxInformational = 4;

type Method = 'GET' | 'POST' | 'DELETE';

export interface InnerRequest {
  readonly method?: Method;
  readonly path: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** For all of it: connecting, headers, body. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** true: a body that is longer is cut there, instead of being an error. */
  readonly cut?: boolean;
}

export interface InnerAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/**
 * One call to the engine in a sandbox, whose owner may have put anything in its place. Throws engine_unreachable,
 * engine_garbage (no HTTP, or more of it than allowed) or timed_out.
 */
export async function callInner(volumePath: string, call: InnerRequest): Promise<InnerAnswer> {
  const limit = AbortSignal.timeout(call.timeoutMs);
  const answer = await openInner(volumePath, call.method ?? 'GET', call.path, limit, call.timeoutMs, call.json);
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of readBody(answer, call.path)) {
      parts.push(chunk);
      bytes += chunk.length;
      if (bytes > call.maxBytes && call.cut === true) break;
      if (bytes > call.maxBytes) throw garbage(call.path, `more than ${call.maxBytes} bytes`);
    }
  } catch (error) {
    throw translated(error, call.path, limit, call.timeoutMs);
  } finally {
    answer.destroy();
  }
  return { status: answer.statusCode ?? 0, body: Buffer.concat(parts).subarray(0, call.maxBytes) };
}

/**
 * Sends a request and gives the answer once its headers are there; `signal` ends it at any time, and when it does so
 * before the headers came, that counts as a time-out after `timeoutMs`.
 */
export async function openInner(
  volumePath: string,
  method: Method,
  path: string,
  signal: AbortSignal,
  timeoutMs: number,
  json?: unknown,
): Promise<IncomingMessage> {
  const body = json === undefined ? undefined : JSON.stringify(json);
  const socket = await connectInVolume(volumePath, 'docker.sock');
  try {
    return await new Promise<IncomingMessage>((resolve, reject) => {
      let informational = 0;
      const outgoing = request({
        createConnection: () => socket,
        method,
        path,
        host: 'localhost',
        headers: {
          connection: 'close',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(method === 'POST' ? { 'content-length': Buffer.byteLength(body ?? '') } : {}),
        },
        maxHeaderSize: maxHeaderBytes,
        signal,
      });
      outgoing.on('response', resolve);
      outgoing.on('error', reject);
      outgoing.on('upgrade', () => reject(garbage(path, 'an upgrade')));
      outgoing.on('information', () => {
        informational += 1;
        if (informational > maxInformational) outgoing.destroy(garbage(path, 'informational answers without end'));
      });
      outgoing.end(body);
    });
  } catch (error) {
    socket.destroy();
    throw translated(error, path, signal, timeoutMs);
  }
}

/** What went wrong with the call to `path`, in our terms. */
export function translated(error: unknown, path: string, signal: AbortSignal, timeoutMs: number): AppError {
  if (error instanceof AppError) return error;
  if (signal.aborted) {
    return new AppError('timed_out', `the inner engine did not answer ${path} in ${timeoutMs} ms`, {
      cause: error,
      hint: slow,
    });
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = error instanceof Error ? error.message : String(error);
  if (code.startsWith('HPE_')) return garbage(path, reason, error);
  return new AppError('engine_unreachable', `the inner engine broke off ${path}: ${reason}`, {
    cause: error,
    hint: gone,
  });
}

const slow = 'The Docker Engine of this machine does not answer in time.';
const gone =
  'The Docker Engine of this machine is not running. It is started again by itself; if not, reset the machine.';
