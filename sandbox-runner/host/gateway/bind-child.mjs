// Started inside the sandboxes' network namespace by bind-in-namespace.ts: opens the gateway's sockets there, hands them
// to the gateway's process and ends. Plain JavaScript, so that it is up in 40 ms. Arguments: address, HTTP port, DNS port.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

const [address, httpPort, dnsPort] = process.argv.slice(2);
const send = (message, handle) =>
  new Promise((resolve, reject) => process.send(message, handle, (error) => (error ? reject(error) : resolve())));

process.once('disconnect', () => process.exit(1));
try {
  for (const [name, port] of [
    ['http', httpPort],
    ['dnsTcp', dnsPort],
  ]) {
    const server = createServer();
    server.listen({ port: Number(port), host: address, backlog: 256 });
    await once(server, 'listening');
    await send({ name }, server);
  }
  const udp = createSocket('udp4');
  udp.bind(Number(dnsPort), address);
  await once(udp, 'listening');
  await send({ name: 'dnsUdp' }, udp);
} catch (error) {
  await send({ name: 'failed', message: String(error?.message ?? error) }).catch(() => undefined);
  process.exit(1);
}
// At once: until it is gone this process holds the sockets as well.
process.exit(0);
