import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { newId } from '../../protocol/ids.ts';
import { runnerEventSchema, type RunnerEvent } from '../../protocol/sandbox.ts';
import { testRunner } from './_util/test-runner.ts';
import { bearer, ticket } from './_util/ticket.ts';
import { until } from './_util/until.ts';

test('health and metrics', async () => {
  await using runner = await testRunner({ SLIPWAY_CAPACITY: '7' });
  const { client } = runner;
  expect(await client.health()).toMatchObject({ ok: true, runnerId: 'test', capacity: 7, problems: [] });
  const base = `http://127.0.0.1:${client.port}`;
  expect(await (await fetch(`${base}/healthz`)).text()).toBe('ok\n');
  expect(await (await fetch(`${base}/metrics`)).text()).toContain('slipway_capacity 7');
});

test('without a good ticket nothing opens', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const id = newId();
  const foreign = { authorization: `Bearer ${await ticket({ scope: 'site' }, 'x'.repeat(40))}` };
  const terminal = await bearer({ scope: 'terminal', sandboxId: id, terminal: 'main', learner: newId() });
  for (const [method, path] of [
    ['GET', '/v1/sandboxes'],
    ['POST', '/v1/sandboxes'],
    ['PUT', '/v1/prepare'],
    ['GET', '/v1/health'],
    ['GET', '/v1/checkpoints'],
    ['DELETE', `/v1/sandboxes/${id}`],
  ] as const) {
    expect(await client.refusal(method, path, undefined, {})).toBe('unauthenticated');
    expect(await client.refusal(method, path, undefined, foreign)).toBe('ticket_invalid');
    expect(await client.refusal(method, path, undefined, terminal)).toBe('forbidden');
  }
});

test('bad bodies, huge ones, and addresses that do not exist', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  expect(await client.refusal('POST', '/v1/sandboxes', '{')).toBe('bad_request');
  expect(await client.refusal('POST', '/v1/sandboxes', {})).toBe('bad_request');
  expect(await client.refusal('POST', '/v1/sandboxes', { leaseId: '../../etc', owner: newId() })).toBe('bad_request');
  expect(await client.refusal('GET', '/v1/nothing')).toBe('not_found');
  expect(await client.refusal('GET', '/v1/sandboxes/..%2f..%2fetc')).toBe('not_found');
  expect(await client.refusal('PATCH', '/v1/sandboxes')).toBe('not_found');
  const outside = { leaseId: newId(), owner: newId(), ttlMs: 1e6, idleMs: 1e6 };
  for (const path of ['/etc/passwd', '../up', 'a/../../up', 'a\0b']) {
    const files = [{ path, contentBase64: '' }];
    expect(await client.refusal('POST', '/v1/sandboxes', { ...outside, files })).toBe('bad_request');
  }
  expect((await client.health()).ok).toBe(true);
});

test('a body without end is cut off', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const headers = await bearer();
  const status = await new Promise<number>((resolve, reject) => {
    const sent = httpRequest({ port: client.port, host: '127.0.0.1', path: '/v1/prepare', method: 'PUT', headers });
    const chunk = Buffer.alloc(64 * 1024, 0x20);
    const write = (): void => {
      if (!sent.destroyed) sent.write(chunk, () => setImmediate(write));
    };
    sent.on('response', (response) => {
      resolve(response.statusCode ?? 0);
      sent.destroy();
    });
    sent.on('error', reject);
    write();
  });
  expect(status).toBe(413);
  expect((await client.health()).ok).toBe(true);
});

test('sockets: unknown path, no ticket, other scope, other learner', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const sandbox = await client.create();
  const path = `/v1/sandboxes/${sandbox.id}/terminals/main`;
  const claims = { scope: 'terminal', sandboxId: sandbox.id, terminal: 'main', learner: sandbox.owner } as const;
  expect(await upgradeStatus(client.port, '/v1/nowhere', await bearer())).toBe(404);
  expect(await upgradeStatus(client.port, '/v1/events', {})).toBe(401);
  expect(await upgradeStatus(client.port, '/v1/events', await bearer(claims))).toBe(403);
  expect(await upgradeStatus(client.port, path, await bearer())).toBe(403);
  expect(await upgradeStatus(client.port, path, await bearer({ ...claims, learner: newId() }))).toBe(403);
  expect(await upgradeStatus(client.port, path, await bearer({ ...claims, terminal: 'two' }))).toBe(403);
  const gone = newId();
  const foreign = `/v1/sandboxes/${gone}/terminals/main`;
  expect(await upgradeStatus(client.port, foreign, await bearer({ ...claims, sandboxId: gone }))).toBe(404);
});

test('an address that is none is refused, also when who asked hangs up at once', async () => {
  await using runner = await testRunner();
  const { port } = runner.client;
  const say = async (...lines: readonly string[]): Promise<Socket> => {
    const socket = connect({ port, host: '127.0.0.1' });
    await once(socket, 'connect');
    socket.write([...lines, 'Host: runner', '', ''].join('\r\n'));
    return socket;
  };
  for (const protocol of ['slipway-tunnel', 'websocket']) {
    const upgrade = await say('GET // HTTP/1.1', 'Connection: Upgrade', `Upgrade: ${protocol}`);
    expect(String((await once(upgrade, 'data'))[0])).toMatch(/^HTTP\/1\.1 400 /);
    (await say('GET // HTTP/1.1', 'Connection: Upgrade', `Upgrade: ${protocol}`)).resetAndDestroy();
  }
  const plain = await say('GET // HTTP/1.1');
  expect(String((await once(plain, 'data'))[0])).toMatch(/^HTTP\/1\.1 400 /);
  plain.destroy();
  expect((await runner.client.health()).ok).toBe(true);
});

test('events: hello, then what happens to each sandbox', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const events: RunnerEvent[] = [];
  const socket = new WebSocket(`ws://127.0.0.1:${client.port}/v1/events`, { headers: await bearer() });
  socket.on('message', (data: Buffer) => events.push(runnerEventSchema.parse(JSON.parse(data.toString()))));
  await until('hello', () => events.length > 0);
  const [hello] = events;
  expect(hello).toEqual({ type: 'hello', runnerId: 'test' });
  const after = await client.create();
  await client.stop(after.id, 'reset');
  await until('the stop', () =>
    events.find((e) => e.type === 'sandbox' && e.sandbox.id === after.id && e.sandbox.stopReason === 'reset'),
  );
  const states = events.flatMap((e) => (e.type === 'sandbox' && e.sandbox.id === after.id ? [e.sandbox.state] : []));
  expect(states).toEqual(['preparing', 'ready', 'stopped']);
  socket.close();
});

test.each([
  ['a frame that is too large', 1024 * 1024, true, 1009],
  ['a message in fragments without end', 4096, false, 1009],
  ['the same, of fragments with nothing in them', 0, false, 1008],
] as const)('%s closes that socket and nothing else', async (_, bytes, fin, code) => {
  await using runner = await testRunner();
  const { client } = runner;
  const headers = await bearer();
  const url = `ws://127.0.0.1:${client.port}/v1/events`;
  const [bad, good] = [new WebSocket(url, { headers }), new WebSocket(url, { headers })];
  await Promise.all([once(bad, 'open'), once(good, 'open')]);
  const closed = once(
    bad.on('error', () => undefined),
    'close',
  );
  const send = (): void =>
    bad.send(Buffer.alloc(bytes), { fin }, (error) => {
      if (!error && !fin) setImmediate(send);
    });
  send();
  expect((await closed)[0]).toBe(code);
  good.ping();
  await once(good, 'pong');
  good.terminate();
  expect((await client.health()).ok).toBe(true);
});

function upgradeStatus(port: number, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    socket.on('unexpected-response', (_, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('open', () => {
      resolve(101);
      socket.terminate();
    });
    socket.on('error', reject);
  });
}
