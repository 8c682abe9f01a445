import { sandboxRange } from '../host/namespace.ts';
import { nodeNames, type NodeName } from '../../protocol/node.ts';

/** Addresses of one slot: its gateway's (which only the bridge has), and those of the nodes; host/bridges.ts knows the prefix. */
const addressesPerSlot = 16;

/** The gateway's address on the network `slot`, as in 10.213.0.17. Throws RangeError when there are not so many. */
export function slotGateway(slot: number): string {
  return address(slot, 1);
}

/** The address of `node` on the network `slot`: always the same, so that nodes can know each other before they exist. */
export function nodeAddress(slot: number, node: NodeName): string {
  return address(slot, 2 + nodeNames.indexOf(node));
}

function address(slot: number, offset: number): string {
  const [first = '', bits = ''] = sandboxRange.split('/');
  const number = slot * addressesPerSlot + offset;
  if (slot < 0 || number >= 2 ** (32 - Number(bits))) throw new RangeError(`no addresses for network ${slot}`);
  const base = first.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) + number;
  return [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join('.');
}
