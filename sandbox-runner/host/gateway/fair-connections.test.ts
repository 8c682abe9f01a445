import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { acceptFairly } from './fair-connections.ts';

async function served(inAll: number, perClient: number): Promise<{ from: (address: string) => Promise<Socket> }> {
  const listener = createServer();
  const close = acceptFairly(listener, { inAll, perClient }, (socket) => {
    socket.on('error', () => undefined);
    socket.write('welcome');
  });
  onTestFinished(() => close());
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  return {
    from: async (localAddress) => {
      const socket = connect({ port, host: '127.0.0.1', localAddress });
      socket.on('error', () => undefined);
      onTestFinished(() => void socket.destroy());
      await once(socket, 'connect');
      return socket;
    },
  };
}

const answer = async (socket: Socket): Promise<string> =>
  Promise.race([once(socket, 'data').then(([data]) => String(data)), once(socket, 'close').then(() => 'closed')]);

test('one who opens many connections and says nothing keeps nobody else out', async () => {
  const { from } = await served(100, 3);
  const silent = await Promise.all([from('127.0.0.2'), from('127.0.0.2'), from('127.0.0.2')]);
  expect(await Promise.all(silent.map(answer))).toEqual(['welcome', 'welcome', 'welcome']);
  expect(await answer(await from('127.0.0.2'))).toBe('closed');
  expect(await answer(await from('127.0.0.3'))).toBe('welcome');
});

test('a connection that is closed makes room for the next of that client', async () => {
  const { from } = await served(100, 1);
  const first = await from('127.0.0.2');
  expect(await answer(first)).toBe('welcome');
  first.destroy();
  // The server hears of it a moment later; until then it refuses.
  let next = 'closed';
  while (next === 'closed') next = await answer(await from('127.0.0.2'));
  expect(next).toBe('welcome');
});
