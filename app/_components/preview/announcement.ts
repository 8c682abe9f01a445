import type { PublishedPort } from '../../../protocol/preview.ts';

/** What screen readers are told about ports that have just been published. */
export function announcementOf(ports: readonly PublishedPort[]): string {
  const [first, ...rest] = ports;
  if (first === undefined) return '';
  if (rest.length > 0)
    return `Published now: ports ${ports.map(({ port }) => port).join(', ')}. The preview shows them.`;
  return `${first.container} publishes port ${first.port}. The preview shows it.`;
}
