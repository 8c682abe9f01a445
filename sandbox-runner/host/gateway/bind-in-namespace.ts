import { spawn } from 'node:child_process';
import { Socket as DatagramSocket } from 'node:dgram';
import { Server } from 'node:net';
import { z } from 'zod';
import { AppError } from '../../../protocol/errors.ts';
import { program } from '../command.ts';
import { gatewayAddress, gatewayPorts } from '../namespace.ts';

export interface GatewaySockets {
  readonly http: Server;
  readonly dnsTcp: Server;
  readonly dnsUdp: DatagramSocket;
}

const messageSchema = z.object({
  name: z.enum(['http', 'dnsTcp', 'dnsUdp', 'failed']),
  message: z.string().optional(),
});
const timeoutMs = 10_000;

/**
 * Opens the gateway's sockets inside the namespace `netns`, for this process, which stays outside: a socket belongs to
 * the namespace in which it was made, so a short-lived child (`childFile`, bind-child.mjs) makes them and passes them over.
 */
export function bindInNamespace(netns: string, childFile: string): Promise<GatewaySockets> {
  const child = spawn(
    program('nsenter'),
    [
      `--net=${netns}`,
      '--',
      process.execPath,
      childFile,
      gatewayAddress,
      String(gatewayPorts.http),
      String(gatewayPorts.dns),
    ],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { PATH: '/usr/bin:/bin' }, serialization: 'json' },
  );
  return new Promise((resolve, reject) => {
    const got: { http?: Server; dnsTcp?: Server; dnsUdp?: DatagramSocket } = {};
    const fail = (message: string): void => {
      clearTimeout(timer);
      got.http?.close();
      got.dnsTcp?.close();
      got.dnsUdp?.close();
      child.kill('SIGKILL');
      reject(new AppError('host_unfit', `the gateway's sockets can't be opened in ${netns}: ${message}`));
    };
    const timer = setTimeout(() => fail('no answer'), timeoutMs);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => {
      if (code !== 0) fail(`exit code ${code ?? 'none'}`);
    });
    child.on('message', (raw, handle) => {
      const parsed = messageSchema.safeParse(raw);
      if (!parsed.success || parsed.data.name === 'failed') {
        fail(parsed.data?.message ?? 'garbage');
        return;
      }
      const { name } = parsed.data;
      if (name === 'dnsUdp' && handle instanceof DatagramSocket) got.dnsUdp = handle;
      else if (name !== 'dnsUdp' && handle instanceof Server) got[name] = handle;
      const { http, dnsTcp, dnsUdp } = got;
      if (http === undefined || dnsTcp === undefined || dnsUdp === undefined) return;
      clearTimeout(timer);
      resolve({ http, dnsTcp, dnsUdp });
    });
  });
}
