import { request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { AppError } from '../../../protocol/errors.ts';
import { readBody } from '../../docker/inner-body.ts';
import { maxProbeBytes, type HttpAnswer, type HttpProbe, type ProbeResult } from './probe.ts';

const timeoutMs = 3000;
const inAllMs = 6000;
const maxHeaderBytes = 16 * 1024;
const maxInformational = 4;

/** Connects to a port of the machine; `localhost` is the machine. Throws as Dial. */
export type Connect = (address: string, port: number) => Promise<Socket>;

/** Asks as `probe` says; `address` instead of the one in its URL, where that is given. Never throws. */
export async function askHttp(connect: Connect, probe: HttpProbe, address: string | undefined): Promise<ProbeResult> {
  const began = Date.now();
  const bodies = new Set<string>();
  let last: ProbeResult | undefined;
  for (let i = 0; i < probe.times && Date.now() - began < inAllMs; i++) {
    const answer = await askOnce(connect, probe, address);
    if (answer.kind !== 'http') return last ?? answer;
    bodies.add(answer.body);
    last = { ...answer, different: bodies.size };
    if (bodies.size >= probe.answers) break;
  }
  return last ?? { kind: 'silent', why: 'nothing answers' };
}

async function askOnce(
  connect: Connect,
  probe: HttpProbe,
  address: string | undefined,
): Promise<HttpAnswer | Exclude<ProbeResult, { kind: 'http' }>> {
  const url = new URL(probe.url);
  const port = Number(url.port || 80);
  let socket: Socket;
  try {
    socket = await connect(address ?? url.hostname, port);
  } catch (error) {
    return notConnected(error, port);
  }
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const answer = await send(socket, probe, url, limit);
    const body = probe.method === 'HEAD' ? '' : await bodyOf(answer);
    const headers = new Map(Object.entries(answer.headers).map(([name, value]) => [name, String(value ?? '')]));
    return { kind: 'http', status: answer.statusCode ?? 0, headers, body, different: 1 };
  } catch {
    const why = limit.aborted
      ? `something takes the connection on port ${port}, but does not answer within ${timeoutMs / 1000} seconds`
      : `what listens on port ${port} hangs up, or does not speak HTTP`;
    return { kind: 'silent', why };
  } finally {
    socket.destroy();
  }
}

function send(socket: Socket, probe: HttpProbe, url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const { method, body, hostHeader } = probe;
  const isJson = body !== undefined && /^\s*[{[]/.test(body);
  return new Promise((resolve, reject) => {
    let informational = 0;
    const outgoing = request({
      createConnection: () => socket,
      ...{ method, path: url.pathname + url.search, maxHeaderSize: maxHeaderBytes, signal },
      headers: {
        ...{ host: hostHeader ?? url.host, connection: 'close', 'user-agent': 'slipway', accept: '*/*' },
        ...(body === undefined
          ? {}
          : {
              'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded',
              'content-length': Buffer.byteLength(body),
            }),
      },
    });
    outgoing.on('response', resolve);
    outgoing.on('error', reject);
    outgoing.on('upgrade', () => reject(new Error('an upgrade')));
    outgoing.on('information', () => {
      informational += 1;
      if (informational > maxInformational) outgoing.destroy(new Error('informational answers without end'));
    });
    outgoing.end(body);
  });
}

/** Its first 64 KiB. A body that breaks off counts as far as it came. */
async function bodyOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of readBody(answer, 'an http check')) {
      parts.push(chunk);
      bytes += chunk.length;
      if (bytes >= maxProbeBytes) break;
    }
  } catch (error) {
    if (bytes === 0) throw error;
  }
  return Buffer.concat(parts).subarray(0, maxProbeBytes).toString('utf8');
}

function notConnected(error: unknown, port: number): Exclude<ProbeResult, { kind: 'http' }> {
  const code = error instanceof AppError ? error.code : undefined;
  if (code === 'port_closed') return { kind: 'silent', why: `nothing answers on port ${port}` };
  if (code === 'timed_out') return { kind: 'silent', why: `nothing takes connections on port ${port}` };
  const hint = error instanceof AppError ? error.hint : undefined;
  return { kind: 'unknown', why: hint ?? 'The ports of this machine could not be reached.' };
}
