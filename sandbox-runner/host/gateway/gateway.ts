import type { Logger } from 'pino';
import { gatewayAddress } from '../namespace.ts';
import { readAptMirror } from './apt-mirror.ts';
import { bindInNamespace } from './bind-in-namespace.ts';
import { serveNames } from './name-server.ts';
import { serveMirror } from './package-mirror.ts';

/** Name under which Debian's packages are reached from inside; written into our images' apt configuration. */
export const packagesHost = 'packages.slipway';
/** The classroom registry's name inside. */
export const registryHost = 'registry.slipway';

export interface Gateway {
  close(): void;
}

/** Starts, in this process, the name server and the package mirror at the gateway's address in the namespace. */
export async function openGateway(netns: string, log: Logger): Promise<Gateway> {
  const mirror = await readAptMirror();
  const sockets = await bindInNamespace(netns);
  const names = new Map([
    [packagesHost, gatewayAddress],
    [registryHost, gatewayAddress],
  ]);
  const nameServer = serveNames({ udp: sockets.dnsUdp, tcp: sockets.dnsTcp }, names, log);
  const packageMirror = serveMirror(sockets.http, packagesHost, mirror, log);
  return {
    close() {
      nameServer.close();
      packageMirror.close();
    },
  };
}
