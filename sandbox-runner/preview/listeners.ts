/** A TCP port on which something listens. */
export interface Listener {
  readonly port: number;
  readonly reach: 'everywhere' | 'loopback';
}

const listening = '0A';
const maxListeners = 200;
/** The engine's own name server in each container of a network with names: nobody's application. */
const engineNameServer = '0B00007F';

/**
 * Reads the text of /proc/<pid>/net/tcp and tcp6. A listener on one particular address that is not loopback can be reached
 * from outside and counts as `everywhere`. Lines that are none are passed over.
 */
export function readListeners(text: string): Listener[] {
  const found = new Map<number, Listener>();
  for (const line of text.split('\n')) {
    const [, address, hexPort, state] =
      /^\s*\d+:\s+([0-9A-F]{8,32}):([0-9A-F]{4})\s+\S+\s+([0-9A-F]{2})\s/.exec(line) ?? [];
    if (address === undefined || hexPort === undefined || state !== listening || address === engineNameServer) continue;
    const port = Number.parseInt(hexPort, 16);
    const reach = isLoopback(address) ? 'loopback' : 'everywhere';
    if (found.get(port)?.reach !== 'everywhere') found.set(port, { port, reach });
    if (found.size >= maxListeners) break;
  }
  return [...found.values()];
}

/** Addresses are words of 32 bits in the machine's order (all that we run on is little-endian). */
function isLoopback(address: string): boolean {
  if (address.length === 8) return address.endsWith('7F');
  if (address === '00000000000000000000000001000000') return true;
  return address.startsWith('0000000000000000FFFF0000') && address.endsWith('7F');
}
