import { maxPublishedPorts, type PublishedPort } from '../../protocol/preview.ts';
import type { ContainerPorts } from '../docker/port-schemas.ts';

const protocols = ['tcp', 'udp', 'sctp'] as const;

/** The ports that these containers publish, each once, in order. One that is published for IPv4 and IPv6 is one. */
export function publishedPorts(containers: readonly ContainerPorts[]): PublishedPort[] {
  const found = new Map<string, PublishedPort>();
  for (const { name, image, ports } of containers) {
    for (const { hostIp, privatePort, publicPort, protocol: given } of ports) {
      const protocol = protocols.find((known) => known === given);
      if (publicPort === 0 || privatePort === 0 || protocol === undefined) continue;
      const key = `${publicPort}/${protocol}`;
      const known = found.get(key);
      // The IPv4 address says more to a beginner than `::`.
      if (known !== undefined && !(known.hostIp.includes(':') && !hostIp.includes(':'))) continue;
      found.set(key, { port: publicPort, protocol, hostIp, privatePort, container: name, image });
    }
  }
  return [...found.values()]
    .sort((a, b) => a.port - b.port || a.protocol.localeCompare(b.protocol))
    .slice(0, maxPublishedPorts);
}
