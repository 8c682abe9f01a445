import { runIn } from './command.ts';
import { bridgePrefix } from './namespace.ts';

/** A place for a sandbox on a bridge. */
export interface Attachment {
  /** Which bridge. */
  readonly slot: number;
  /** The host's pid of a process in the sandbox; whoever calls has made sure that it is the sandbox's. */
  readonly pid: number;
  /** Of the sandbox; makes the name of the bridge's end of the link. */
  readonly id: string;
  /** IPv4 address of the sandbox, and of the gateway on the same bridge. */
  readonly address: string;
  readonly gateway: string;
}

/**
 * The bridges between the sandboxes of one lease, in the installation's network namespace. They are our own and not the
 * outer engine's: its networks bring a name server into each container, which costs every start 150 ms.
 */
export interface Bridges {
  /** Makes bridge `slot`, with the gateway's address on it; success if it is there. */
  create(slot: number, gateway: string): Promise<void>;
  remove(slot: number): Promise<void>;
  /** The numbers of those that exist. */
  list(): Promise<number[]>;
  /** Gives a sandbox its eth0. The link goes with the sandbox. */
  attach(attachment: Attachment): Promise<void>;
}

/** Bits of a bridge's range; see sandbox/slot-addresses.ts. */
const prefixBits = 28;

export function bridgesIn(netns: string): Bridges {
  const batch = (where: string, lines: readonly string[]): Promise<unknown> =>
    runIn(where, 'ip', ['-batch', '-'], { stdin: `${lines.join('\n')}\n`, timeoutMs: 15_000 });
  return {
    async create(slot, gateway) {
      const bridge = `${bridgePrefix}${slot}`;
      if ((await this.list()).includes(slot)) return;
      await batch(netns, [
        `link add ${bridge} type bridge`,
        `address add ${gateway}/${prefixBits} dev ${bridge}`,
        `link set ${bridge} up`,
      ]);
    },
    async remove(slot) {
      await batch(netns, [`link delete ${bridgePrefix}${slot}`]);
    },
    async list() {
      const { stdout } = await runIn(netns, 'ip', ['-o', 'link', 'show', 'type', 'bridge']);
      return [...stdout.matchAll(new RegExp(`^\\d+: ${bridgePrefix}(\\d+):`, 'gm'))].map((match) => Number(match[1]));
    },
    async attach({ slot, pid, id, address, gateway }) {
      // The name of an interface has at most 15 characters.
      const link = `v${id.slice(0, 13)}`;
      await batch(netns, [
        `link add ${link} type veth peer name eth0 address ${hardwareAddress(address)} netns ${pid}`,
        `link set ${link} master ${bridgePrefix}${slot} up`,
      ]);
      await batch(`/proc/${pid}/ns/net`, [
        `address add ${address}/${prefixBits} dev eth0`,
        'link set eth0 up',
        `route add default via ${gateway}`,
      ]);
    },
  };
}

/** The same for the same address: what others remember of the sandbox that had it before stays true. */
export function hardwareAddress(address: string): string {
  return `02:42:${address
    .split('.')
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join(':')}`;
}
