import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { CheckResult } from '../../../protocol/checks.ts';
import { connectInnerEngine } from '../../docker/inner-engine.ts';
import { createGrader } from '../../grading/grader.ts';
import { aCheck } from '../../grading/made-up-states.ts';
import type { Prober } from '../../grading/probes/prober.ts';
import { answer, fakeVolume, flood, makeFifo } from '../_util/fake-engine.ts';
import { until } from '../_util/until.ts';

/** What a learner can put in place of the engine: an answer in time, in bounded memory, and the loop goes on meanwhile. */
const head = 'HTTP/1.1 200 OK\r\n';
const chunked = `${head}transfer-encoding: chunked\r\n\r\n`;
const deep = 250_000;
/** Of a list of containers, with what a socket holds. */
const mostTakenBytes = 20e6;
/** Of processor time, which other work on the machine does not add to; the one who floods is in this process too. */
const mostSeconds = 3;

/** First `start`, then `again` without end. */
const endless =
  (start: string, again: string) =>
  (socket: Socket): void => {
    socket.write(start);
    flood(socket, again);
  };

const liars: readonly (readonly [string, (socket: Socket) => unknown, RegExp])[] = [
  ['never answers', () => undefined, /timed_out/],
  ['hangs up', (s) => s.destroy(), /engine_unreachable/],
  ['talks another language', (s) => s.end('SSH-2.0-OpenSSH_9.2\r\n'), /engine_garbage/],
  ['sends noise without end', (s) => flood(s, 'x'.repeat(65536)), /engine_garbage/],
  ['sends headers without end', endless(head, 'a: b\r\n'), /engine_garbage/],
  ['sends informational answers without end', (s) => flood(s, 'HTTP/1.1 103 Early Hints\r\n\r\n'), /engine_garbage/],
  ['sends a body without end', endless(`${head}\r\n`, '['.repeat(65536)), /engine_garbage/],
  ['sends tiny pieces without end', endless(chunked, '1\r\n \r\n'.repeat(1000)), /engine_garbage|timed_out/],
  ['sends a body that never ends', (s) => s.write(`${head}content-length: 1000\r\n\r\n[`), /timed_out/],
  [
    'promises more than it may',
    (s) => s.write(`${head}content-length: 99999999999999\r\n\r\n[]`),
    /timed_out|engine_garbage/,
  ],
  [
    'switches protocols',
    (s) => s.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n'),
    /engine_garbage/,
  ],
  ['sends no JSON', (s) => s.end(answer('OK')), /engine_garbage/],
  ['sends other JSON', (s) => s.end(answer('{"Id":1}')), /engine_garbage/],
  ['sends deep JSON', (s) => s.end(answer('['.repeat(deep) + ']'.repeat(deep))), /engine_garbage/],
  ['sends a million wrong elements', (s) => s.end(answer(`[${'1,'.repeat(250_000)}1]`)), /engine_garbage/],
  ['sends prototypes', (s) => s.end(answer('[{"__proto__":{"Id":"x"},"constructor":1}]')), /engine_garbage/],
  ['answers 500', (s) => s.end(answer('{"message":"no"}', '500 Internal Server Error')), /conflict/],
  [
    'redirects',
    (s) => s.end('HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n'),
    /engine_garbage/,
  ],
];

test.each(liars)('an engine that %s', async (_, lie, code) => {
  await using volume = await fakeVolume((socket) => lie(socket));
  const engine = connectInnerEngine(volume.path);
  const cpu = process.cpuUsage();
  const error: unknown = await engine.containers().catch((e: unknown) => e);
  expect((error as { code: string }).code).toMatch(code);
  // What is never read takes neither time nor memory.
  expect(volume.bytesTaken).toBeLessThan(mostTakenBytes);
  expect(process.cpuUsage(cpu).user / 1e6).toBeLessThan(mostSeconds);
});

test.each([
  ['nothing', () => undefined],
  ['a file', (path: string) => writeFile(path, 'x')],
  ['a folder', (path: string) => mkdir(path)],
  ['a pipe', (path: string) => makeFifo(path)],
  ['a link to a device', (path: string) => symlink('/dev/zero', path)],
  ['a link to itself', (path: string) => symlink(path, path)],
] as const)('in place of the socket %s: unreachable, and not waited for', async (_, make) => {
  await using volume = await fakeVolume();
  await make(volume.socketPath);
  // One that was waited for would have timed out.
  await expect(connectInnerEngine(volume.path).ping()).rejects.toMatchObject({ code: 'engine_unreachable' });
});

test('a link to a socket that answers is not followed, nor is one in place of the folder', async () => {
  await using real = await fakeVolume((socket) => void socket.end(answer('OK')));
  await expect(connectInnerEngine(real.path).ping()).resolves.toBeUndefined();
  await using file = await fakeVolume();
  await symlink(real.socketPath, file.socketPath);
  await expect(connectInnerEngine(file.path).ping()).rejects.toMatchObject({ code: 'engine_unreachable' });
  await using folder = await fakeVolume();
  await rename(`${folder.path}/ipc`, `${folder.path}/moved`);
  await symlink(`${real.path}/ipc`, `${folder.path}/ipc`);
  await expect(connectInnerEngine(folder.path).ping()).rejects.toMatchObject({ code: 'engine_unreachable' });
  expect(real.connections).toBe(1);
});

test('no descriptor stays open, whatever happened', async () => {
  const { readdir } = await import('node:fs/promises');
  const count = async (): Promise<number> => (await readdir('/proc/self/fd')).length;
  await using silent = await fakeVolume(() => undefined);
  await using sound = await fakeVolume((socket) => void socket.end(answer('OK')));
  await using empty = await fakeVolume();
  const before = await count();
  for (let i = 0; i < 20; i++) {
    await connectInnerEngine(sound.path).ping();
    await connectInnerEngine(silent.path)
      .ping(20)
      .catch(() => undefined);
    await connectInnerEngine(empty.path)
      .ping()
      .catch(() => undefined);
  }
  await until('closed', async () => (await count()) <= before + 2);
});

test('calls do not pile up on an engine that is silent, and do not hold up a ping', async () => {
  await using volume = await fakeVolume(() => undefined);
  const engine = connectInnerEngine(volume.path);
  let refused = 0;
  for (let i = 0; i < 200; i++) engine.images().catch(() => refused++);
  await until('the rest was refused', () => refused === 200 - 66);
  expect(volume.connections).toBeLessThanOrEqual(6);
  await expect(engine.ping(100)).rejects.toMatchObject({ code: 'timed_out' });
  expect(refused, 'those before it still wait').toBe(200 - 66);
});

const event = (action: string, more = ''): string =>
  JSON.stringify({
    Type: 'container',
    Action: action,
    Actor: { ID: 'a'.repeat(64), Attributes: { name: 'x', image: 'y', junk: more } },
    timeNano: Date.now() * 1e6,
  });

test.each([
  ['a line without end', (s: Socket) => flood(s, 'x'.repeat(65536))],
  ['empty lines', (s: Socket) => flood(s, '\n'.repeat(65536))],
  ['crumbs', (s: Socket) => flood(s, '1\r\n \r\n'.repeat(1000))],
  ['lines that are no JSON', (s: Socket) => flood(s, 'hello\n')],
  ['JSON that is no event', (s: Socket) => flood(s, '{"a":1}\n')],
  ['events without end', (s: Socket) => flood(s, `${event('create')}\n`.repeat(100))],
  ['nothing, and hangs up', (s: Socket) => s.end()],
])('a grader whose engine sends as events %s survives, quietly', async (name, lie) => {
  await using volume = await fakeVolume((socket, request) => {
    if (request.startsWith('GET /events')) {
      socket.write(name === 'crumbs' ? chunked : `${head}\r\n`);
      lie(socket);
    } else socket.end(answer('[]'));
  });
  const results: CheckResult[][] = [];
  const cpu = process.cpuUsage();
  const unknown = { result: { kind: 'unknown', why: 'not here' }, isRemembered: false } as const;
  const prober = (): Prober => ({ look: () => Promise.resolve(unknown) });
  const machines = new Map([['main', { engine: connectInnerEngine(volume.path), prober }]] as const);
  const grader = createGrader({
    machines: () => machines,
    checks: [aCheck({ kind: 'container', image: 'hello-world' })],
    passed: [],
    onResults: (r) => results.push(r),
    logger: pino({ level: 'silent' }),
  });
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const used = process.cpuUsage(cpu);
  expect((await grader.run())[0]).toMatchObject({ verdict: 'fail' });
  expect((used.user + used.system) / 3_000_000).toBeLessThan(0.6);
  expect(volume.connections).toBeLessThan(120);
  expect(results.length).toBeLessThan(10);
  grader.close();
});

test('events go on where they were after a connection was lost', async () => {
  const asked: string[] = [];
  const beganMs = Date.now();
  await using volume = await fakeVolume((socket, request) => {
    asked.push(/since=([\d.]+)/.exec(request)?.[1] ?? '');
    socket.write(`${head}\r\n${event(`create`)}\n`);
    setTimeout(() => socket.destroy(), 50);
  });
  const abort = new AbortController();
  const seen: string[] = [];
  for await (const item of connectInnerEngine(volume.path).events(abort.signal)) {
    seen.push(item.type);
    if (seen.length >= 6) abort.abort();
  }
  expect(seen).toEqual(['connected', 'event', 'lost', 'connected', 'event', 'lost']);
  expect(asked[0]).toBe('1');
  // The engine's time of the last event, in seconds.
  expect(Number(asked[1]) * 1000).toBeGreaterThanOrEqual(beganMs - 1);
  expect(Number(asked[1]) * 1000).toBeLessThanOrEqual(Date.now() + 1);
});

test('an engine whose answers are slow to read is asked less often', async () => {
  const costly = answer(`[{"Id":"${'a'.repeat(64)}","deep":${'['.repeat(200_000)}${']'.repeat(200_000)}}]`);
  await using volume = await fakeVolume((socket) => void socket.end(costly));
  const engine = connectInnerEngine(volume.path);
  const began = Date.now();
  while (Date.now() - began < 3000) await engine.containers().catch(() => undefined);
  expect(volume.connections).toBeLessThan(30);
});
