import { expect, test } from 'vitest';
import { nodeAddress, slotGateway } from './slot-addresses.ts';

test('each network has a gateway in a range of its own, and each node an address in it', () => {
  expect([0, 1, 15, 16, 4095].map(slotGateway)).toEqual([
    '10.213.0.1',
    '10.213.0.17',
    '10.213.0.241',
    '10.213.1.1',
    '10.213.255.241',
  ]);
  expect(nodeAddress(0, 'main')).toBe('10.213.0.2');
  expect(nodeAddress(17, 'node5')).toBe('10.213.1.22');
});

test('there are as many networks as fit into the range', () => {
  expect(() => slotGateway(4096)).toThrow('no addresses for network 4096');
  expect(() => slotGateway(-1)).toThrow('no addresses');
});
