import type { Socket as DatagramSocket } from 'node:dgram';
import type { Server, Socket } from 'node:net';
import { AUTHORITATIVE_ANSWER, decode, encode, RECURSION_AVAILABLE, type DecodedPacket, type Packet } from 'dns-packet';
import { acceptFairly } from './fair-connections.ts';

const ttlSeconds = 60;
const maxQueryBytes = 1500;
const maxConnections = { inAll: 1024, perClient: 16 };
const idleMs = 5000;
const rcodes = { formatError: 1, noSuchName: 3, notImplemented: 4, refused: 5 } as const;

export interface NameServer {
  close(): void;
}

/** Answers names of `names` (name → IPv4 address) and says at once of every other that it does not exist. */
export function serveNames(
  sockets: { udp: DatagramSocket; tcp: Server },
  names: ReadonlyMap<string, string>,
  log: (what: string, error: unknown) => void,
): NameServer {
  const { udp, tcp } = sockets;
  udp.on('message', (query, from) => {
    const reply = query.length > maxQueryBytes ? undefined : answerQuery(query, names);
    // A sandbox that ended meanwhile is no error.
    if (reply !== undefined) udp.send(reply, from.port, from.address, () => undefined);
  });
  udp.on('error', (error) => log('name server (udp)', error));
  const closeTcp = acceptFairly(tcp, maxConnections, (socket) => serveConnection(socket, names));
  tcp.on('error', (error) => log('name server (tcp)', error));
  return {
    close() {
      udp.close();
      closeTcp();
    },
  };
}

/** The answer to one query in wire format; undefined for what deserves none. */
export function answerQuery(query: Buffer, names: ReadonlyMap<string, string>): Buffer | undefined {
  // An answer must never be answered: two servers could keep each other busy.
  if (query.length < 12 || ((query[2] ?? 0) & 0x80) !== 0) return undefined;
  let parsed: DecodedPacket;
  try {
    parsed = decode(query);
  } catch {
    return encode({ type: 'response', id: query.readUInt16BE(0), flags: rcodes.formatError });
  }
  const reply = (rcode: number, rest: Partial<Packet> = {}): Buffer =>
    encode({
      type: 'response',
      id: parsed.id ?? 0,
      flags: AUTHORITATIVE_ANSWER | RECURSION_AVAILABLE | ((parsed.flags ?? 0) & 0x0100) | rcode,
      questions: parsed.questions ?? [],
      ...rest,
    });
  const opcode = ((parsed.flags ?? 0) >> 11) & 0xf;
  if (opcode !== 0) return reply(rcodes.notImplemented);
  const question = parsed.questions?.[0];
  if (question === undefined || parsed.questions?.length !== 1) return reply(rcodes.formatError, { questions: [] });
  const address = names.get(question.name.toLowerCase().replace(/\.$/, ''));
  if (address === undefined) return reply(rcodes.noSuchName);
  if (question.type !== 'A') return reply(0);
  return reply(0, { answers: [{ type: 'A', name: question.name, ttl: ttlSeconds, data: address }] });
}

function serveConnection(socket: Socket, names: ReadonlyMap<string, string>): void {
  let kept = Buffer.alloc(0);
  socket.setTimeout(idleMs, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    kept = Buffer.concat([kept, chunk]);
    while (kept.length >= 2) {
      const length = kept.readUInt16BE(0);
      if (length > maxQueryBytes) {
        socket.destroy();
        return;
      }
      if (kept.length < 2 + length) return;
      const reply = answerQuery(kept.subarray(2, 2 + length), names);
      kept = kept.subarray(2 + length);
      if (reply === undefined) continue;
      const size = Buffer.alloc(2);
      size.writeUInt16BE(reply.length);
      // A client that asks and never reads is not waited for.
      if (!socket.write(Buffer.concat([size, reply])) && socket.writableLength > 64 * 1024) socket.destroy();
    }
  });
}
