import { Socket as DatagramSocket } from 'node:dgram';
import { Server } from 'node:net';
import { z } from 'zod';
import { AppError } from '../../../protocol/errors.ts';

export interface GatewaySockets {
  readonly http: Server;
  readonly dnsTcp: Server;
  readonly dnsUdp: DatagramSocket;
}

const messageSchema = z.object({
  name: z.enum(['http', 'dnsTcp', 'dnsUdp', 'failed']),
  message: z.string().optional(),
});

export interface SocketCollector {
  /** Takes a message of another process of the gateway's. All three, when it was the last. Throws AppError host_unfit. */
  take(message: unknown, handle: unknown): GatewaySockets | undefined;
  /** Closes what has come. */
  close(): void;
}

/** Collects the gateway's sockets, which come one by one from another process. */
export function collectSockets(): SocketCollector {
  const got: { http?: Server; dnsTcp?: Server; dnsUdp?: DatagramSocket } = {};
  return {
    take(message, handle) {
      const parsed = messageSchema.safeParse(message);
      if (!parsed.success || parsed.data.name === 'failed')
        throw new AppError('host_unfit', parsed.data?.message ?? 'garbage instead of a socket');
      const { name } = parsed.data;
      if (name === 'dnsUdp' && handle instanceof DatagramSocket) got.dnsUdp = handle;
      else if (name !== 'dnsUdp' && handle instanceof Server) got[name] = handle;
      const { http, dnsTcp, dnsUdp } = got;
      return http === undefined || dnsTcp === undefined || dnsUdp === undefined ? undefined : { http, dnsTcp, dnsUdp };
    },
    close() {
      got.http?.close();
      got.dnsTcp?.close();
      got.dnsUdp?.close();
    },
  };
}
