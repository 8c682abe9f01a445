import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import {
  portDiagnosisSchema,
  portsMessageSchema,
  publishedPortsSchema,
  type PortDiagnosis,
  type PublishedPort,
} from '../../protocol/preview.ts';
import type { Sandbox } from '../../protocol/sandbox.ts';
import { testRunner, type TestRunner } from './_util/test-runner.ts';
import { bearer } from './_util/ticket.ts';
import { converse, tunnel } from './_util/tunnel.ts';
import { until } from './_util/until.ts';

/** Ports of real sandboxes: what is told of them, the way in, and what is found out when nothing answers. */
const get = 'GET / HTTP/1.0\r\n\r\n';
/** Listens in a container and says `words` to everybody. */
const server = (name: string, port: string, words: string): string =>
  `docker run -d --name ${name} -p ${port} busybox sh -c 'while :; do echo ${words} | nc -l -p 80; done'`;

async function ask(runner: TestRunner, sandbox: Sandbox, path: string): Promise<unknown> {
  const ticket = await bearer({ scope: 'sandbox', sandboxId: sandbox.id, learner: sandbox.owner });
  const { status, json } = await runner.client.call('GET', `/v1/sandboxes/${sandbox.id}/${path}`, undefined, ticket);
  expect(status).toBe(200);
  return json;
}

async function diagnose(runner: TestRunner, sandbox: Sandbox, port: number): Promise<PortDiagnosis> {
  return portDiagnosisSchema.parse(await ask(runner, sandbox, `ports/${port}/diagnosis`));
}

async function say(runner: TestRunner, sandbox: Sandbox, port: number, text = get): Promise<string> {
  const socket = await tunnel(runner.client.port, sandbox, port);
  return typeof socket === 'string' ? socket : converse(socket, text);
}

/** A server needs a moment after its container's start. */
async function hears(runner: TestRunner, sandbox: Sandbox, port: number, words: string): Promise<void> {
  await until(`${words} on ${port}`, async () => (await say(runner, sandbox, port)).includes(words));
}

/** Both ends of a connection have the socket's name in the kernel's list until one is closed; it is told per network namespace. */
async function connectionsToDial(): Promise<number> {
  return (await readFile('/proc/net/unix', 'utf8')).split('/.slipway/ipc/dial.sock').length - 1;
}

async function watchPorts(runner: TestRunner, sandbox: Sandbox): Promise<{ lists: PublishedPort[][]; close(): void }> {
  const ticket = await bearer({ scope: 'sandbox', sandboxId: sandbox.id, learner: sandbox.owner });
  const socket = new WebSocket(`ws://127.0.0.1:${runner.client.port}/v1/sandboxes/${sandbox.id}/ports`, {
    headers: ticket,
  });
  const lists: PublishedPort[][] = [];
  socket.on('message', (data: Buffer) => lists.push(portsMessageSchema.parse(JSON.parse(data.toString())).ports));
  await until('the first list', () => lists.length > 0);
  return { lists, close: () => socket.close() };
}

test('a published port is told, answers through a tunnel, and is gone with its container', async () => {
  await using runner = await testRunner();
  const sandbox = await runner.client.create({ presentImages: ['busybox'] });
  const watch = await watchPorts(runner, sandbox);
  expect(watch.lists).toEqual([[]]);

  await runner.sh(sandbox.id, server('web', '8080:80', 'hello-from-web'));
  const ports = await until('the port', () => watch.lists.at(-1)?.length === 1 && watch.lists.at(-1));
  const web = { port: 8080, protocol: 'tcp', hostIp: '0.0.0.0', privatePort: 80, container: 'web', image: 'busybox' };
  expect(ports).toEqual([web]);
  expect(publishedPortsSchema.parse(await ask(runner, sandbox, 'ports'))).toEqual([web]);
  await hears(runner, sandbox, 8080, 'hello-from-web');

  // Only on the sandbox's loopback: the way in is from there.
  await runner.sh(sandbox.id, server('narrow', '127.0.0.1:8081:80', 'narrow-but-open'));
  await hears(runner, sandbox, 8081, 'narrow-but-open');
  // On another address of it only.
  await runner.sh(sandbox.id, server('odd', '127.0.0.9:8082:80', 'odd-address'));
  await hears(runner, sandbox, 8082, 'odd-address');

  await runner.sh(sandbox.id, 'docker rm -f web narrow odd');
  await until('no port', () => watch.lists.at(-1)?.length === 0);
  expect(await say(runner, sandbox, 8080)).toBe('port_closed');
  watch.close();
});

test('why nothing answers is found out', async () => {
  await using runner = await testRunner();
  const sandbox = await runner.client.create({ presentImages: ['busybox'] });
  const sh = (script: string) => runner.sh(sandbox.id, script);
  expect(await diagnose(runner, sandbox, 9000)).toEqual({
    port: 9000,
    hasEngine: true,
    holder: null,
    isOtherProtocol: false,
    listens: null,
    otherListeners: [],
    published: [],
    unpublished: [],
  });

  await sh('docker run -d --name bound -p 8001:80 busybox httpd -f -p 127.0.0.1:80');
  await sh('docker run -d --name elsewhere -p 8002:80 busybox httpd -f -p 3000');
  await sh('docker run -d --name good -p 8003:80 busybox httpd -f -p 80');
  await sh('docker run -d --name ended -p 8004:80 busybox sh -c "exit 3"; docker wait ended');
  await sh('docker run -d --name datagrams -p 8005:80/udp busybox sleep 1000');
  await sh('docker run -d --name paused -p 8006:80 busybox httpd -f -p 80; docker pause paused');
  await sh('docker network create n; docker run -d --name named --network n -p 8007:80 busybox sleep 1000');
  await until('all listen', async () => (await diagnose(runner, sandbox, 8003)).listens === 'everywhere');
  const of = async (port: number): Promise<PortDiagnosis> => diagnose(runner, sandbox, port);

  expect(await of(8001)).toMatchObject({ holder: { container: 'bound', state: 'running' }, listens: 'loopback' });
  expect(await of(8002)).toMatchObject({
    holder: { container: 'elsewhere' },
    listens: 'nowhere',
    otherListeners: [3000],
  });
  expect(await of(8003)).toMatchObject({ holder: { container: 'good', privatePort: 80 }, listens: 'everywhere' });
  expect(await of(8004)).toMatchObject({ holder: { container: 'ended', state: 'exited', exitCode: 3 }, listens: null });
  expect(await of(8005)).toMatchObject({ holder: { container: 'datagrams' }, isOtherProtocol: true });
  expect(await of(8006)).toMatchObject({ holder: { container: 'paused', state: 'paused' }, listens: 'everywhere' });
  // The engine's own name server in the container is nobody's application.
  expect(await of(8007)).toMatchObject({ listens: 'nowhere', otherListeners: [] });
  expect((await of(9000)).published.map(({ port }) => port)).toEqual([8001, 8002, 8003, 8005, 8006, 8007]);

  // Published, so the engine's proxy takes the connection, and hangs up when nobody is behind it.
  expect(await say(runner, sandbox, 8001)).toBe('');
  expect(await say(runner, sandbox, 8003)).toContain('404');
  expect(await say(runner, sandbox, 8004)).toBe('port_closed');
});

test('the program in the sandbox may be killed, crowded or replaced: the next connection works, or is refused', async () => {
  await using runner = await testRunner();
  const sandbox = await runner.client.create({ presentImages: ['busybox'] });
  await runner.sh(sandbox.id, 'docker run -d --name web -p 8080:80 busybox httpd -f -p 80');
  await hears(runner, sandbox, 8080, '404');

  const memory = await runner.sh(sandbox.id, 'grep VmRSS /proc/$(pgrep -x slipway-dial)/status', { user: '0:0' });
  expect(Number(/(\d+) kB/.exec(memory.stdout)?.[1])).toBeLessThan(2000);
  await runner.sh(sandbox.id, 'sudo pkill -KILL -x slipway-dial');
  expect(await say(runner, sandbox, 8080)).toContain('404');

  // Killed with a connection in its queue, as happens to one that comes just after the signal.
  await runner.sh(sandbox.id, 'sudo pkill -STOP -x slipway-dial');
  const before = await connectionsToDial();
  const queued = say(runner, sandbox, 8080);
  await until('a connection waits', async () => (await connectionsToDial()) > before);
  await runner.sh(sandbox.id, 'sudo pkill -KILL -x slipway-dial');
  expect(await queued).toContain('404');

  const sockets = await Promise.all(Array.from({ length: 64 }, () => tunnel(runner.client.port, sandbox, 8080)));
  expect(sockets.filter((socket) => typeof socket === 'string')).toEqual([]);
  expect(await say(runner, sandbox, 8080)).toBe('quota_exceeded');
  for (const socket of sockets) if (typeof socket !== 'string') socket.destroy();
  await hears(runner, sandbox, 8080, '404');

  // A link to something of the host's, in the place of the socket: it is replaced, not followed.
  await runner.sh(sandbox.id, 'sudo pkill -KILL -x slipway-dial; sudo ln -sf /run/docker.sock /.slipway/ipc/dial.sock');
  expect(await say(runner, sandbox, 8080)).toContain('404');
});

test('one who streams without end or never speaks is slowed to the reader, and costs no memory', async () => {
  await using runner = await testRunner();
  const sandbox = await runner.client.create({ presentImages: ['busybox'] });
  await runner.sh(
    sandbox.id,
    "docker run -d --name flood -p 8080:80 busybox sh -c 'while :; do yes | nc -l -p 80; done'",
  );
  await runner.sh(
    sandbox.id,
    "docker run -d --name mute -p 8081:80 busybox sh -c 'while :; do sleep 1000 | nc -l -p 80; done'",
  );
  const flood = await until('a tunnel', async () => {
    const socket = await tunnel(runner.client.port, sandbox, 8080);
    return typeof socket !== 'string' && socket;
  });
  // Small enough that many of them are no danger.
  expect((await runner.sh(sandbox.id, 'cat /proc/sys/net/ipv4/tcp_rmem')).stdout).toMatch(/\s524288$/m);
  // Nobody reads: what is on its way fits the sockets' own buffers.
  const before = process.memoryUsage.rss();
  await sleep(1500);
  expect(process.memoryUsage.rss() - before).toBeLessThan(60 * 1024 * 1024);
  expect((await converse(flood, get, 4 * 1024 * 1024)).length).toBeGreaterThanOrEqual(4 * 1024 * 1024);

  const mute = await tunnel(runner.client.port, sandbox, 8081);
  if (typeof mute === 'string') throw new Error(mute);
  const silent = converse(mute, get);
  expect(await Promise.race([silent, sleep(700, 'nothing yet')])).toBe('nothing yet');
  mute.destroy();
  // The connection into the sandbox goes with it.
  await until('nobody is connected', async () => {
    const { stdout } = await runner.sh(sandbox.id, "ss -Htn state established '( dport = :8081 )' | wc -l");
    return stdout.trim() === '0';
  });
});

test('a tunnel is for the learner whose sandbox it is, and for ports', async () => {
  await using runner = await testRunner();
  const mine = await runner.client.create();
  const other = await runner.client.create();
  expect(await tunnel(runner.client.port, { ...mine, owner: other.owner }, 80)).toBe('forbidden');
  expect(await tunnel(runner.client.port, mine, 0)).toBe('bad_request');
  expect(await tunnel(runner.client.port, mine, 70000)).toBe('bad_request');
  expect(await tunnel(runner.client.port, mine, 80)).toBe('port_closed');
  await runner.client.stop(mine.id);
  expect(await tunnel(runner.client.port, mine, 80)).toBe('sandbox_stopped');
});
