import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { AppError } from '../../../protocol/errors.ts';
import type { CheckResult } from '../../../protocol/checks.ts';
import { connectInnerEngine } from '../../docker/inner-engine.ts';
import { createGrader } from '../../grading/grader.ts';
import { aCheck } from '../../grading/made-up-states.ts';
import { askHttp, type Connect } from '../../grading/probes/ask-http.ts';
import { createProber } from '../../grading/probes/prober.ts';
import { readContainerFile } from '../../grading/probes/read-archived-file.ts';
import { readHomeFile } from '../../grading/probes/read-home-file.ts';
import type { HttpProbe } from '../../grading/probes/probe.ts';
import type { SandboxHandle } from '../../sandbox/sandbox-handle.ts';
import { answer, fakeVolume, flood, makeFifo } from '../_util/fake-engine.ts';

/** What a learner can put in the way of what checks look for: an answer in time, in bounded memory. */
const head = 'HTTP/1.1 200 OK\r\n';

/** First `start`, then `again` without end. */
const endless =
  (start: string, again: string) =>
  (socket: Socket): void => {
    socket.write(start);
    flood(socket, again);
  };

interface Served extends AsyncDisposable {
  readonly connect: Connect;
  readonly connections: () => number;
  /** What was taken of all that was served, or lies in a socket. */
  readonly bytesTaken: () => number;
}

async function served(serve: (socket: Socket) => unknown): Promise<Served> {
  const all: Socket[] = [];
  const server = createServer((socket) => {
    all.push(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => serve(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    connect: () =>
      new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1', () => resolve(socket));
      }),
    connections: () => all.length,
    bytesTaken: () => all.reduce((sum, socket) => sum + socket.bytesWritten - socket.writableLength, 0),
    async [Symbol.asyncDispose]() {
      for (const socket of all) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const probe: HttpProbe = {
  ...{ kind: 'http', url: 'http://localhost:8080/', container: undefined, method: 'GET', body: undefined },
  ...{ hostHeader: undefined, times: 1, answers: 1 },
};

test.each<[string, (socket: Socket) => unknown, string]>([
  ['never answers', () => undefined, 'silent'],
  ['hangs up', (s) => s.destroy(), 'silent'],
  ['talks another language', (s) => s.end('SSH-2.0\r\n'), 'silent'],
  ['sends noise without end', (s) => flood(s, 'x'.repeat(65536)), 'silent'],
  ['sends headers without end', (s) => flood(s, `${head}a: b\r\n`), 'silent'],
  ['sends informational answers without end', (s) => flood(s, 'HTTP/1.1 103 Early Hints\r\n\r\n'), 'silent'],
  ['switches protocols', (s) => s.write('HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n'), 'silent'],
  ['sends a body without end', endless(`${head}\r\n`, 'y'.repeat(65536)), 'http'],
  ['sends a body that stops', (s) => s.write(`${head}content-length: 100\r\n\r\nhello`), 'http'],
])('a server that %s', async (_, serve, kind) => {
  await using server = await served(serve);
  const result = await askHttp(server.connect, probe, undefined);
  expect(result.kind).toBe(kind);
  if (result.kind === 'http') expect(result.body.length).toBeLessThanOrEqual(64 * 1024);
  expect(server.bytesTaken()).toBeLessThan(20e6);
});

test('a server that is always slow is not asked for ever', async () => {
  await using server = await served((s) => setTimeout(() => s.end(`${head}\r\nsame`), 1500));
  expect(await askHttp(server.connect, { ...probe, times: 16, answers: 5 }, undefined)).toMatchObject({ different: 1 });
  expect(server.connections()).toBeLessThan(16);
});

test('what can not be connected to: closed, silent, or not known', async () => {
  const refusing = (code: 'port_closed' | 'timed_out' | 'engine_unreachable') =>
    askHttp(() => Promise.reject(new AppError(code, 'x', { hint: 'Because.' })), probe, undefined);
  expect(await refusing('port_closed')).toEqual({ kind: 'silent', why: 'nothing answers on port 8080' });
  expect(await refusing('timed_out')).toEqual({ kind: 'silent', why: 'nothing takes connections on port 8080' });
  expect(await refusing('engine_unreachable')).toEqual({ kind: 'unknown', why: 'Because.' });
});

function archive(type: string, target = ''): string {
  const header = Buffer.alloc(512);
  header.write('name', 0);
  header.write('0000644', 100);
  header.write('00000000005', 124);
  header.write(type, 156);
  header.write(target, 157);
  return header.toString('latin1') + 'hello'.padEnd(512, '\0');
}

test.each<[string, (socket: Socket) => unknown, unknown]>([
  ['a file', (s) => s.end(answer(archive('0'))), { kind: 'file', type: 'file', text: 'hello', mode: 0o644 }],
  ['links without end', (s) => s.end(answer(archive('2', 'name'))), { kind: 'file', type: 'link', text: '' }],
  ['no archive', (s) => s.end(answer('{"no":"archive"}')), { kind: 'nothing' }],
  ['nothing', (s) => s.end(answer('{"message":"no"}', '404 Not Found')), { kind: 'nothing' }],
  ['an archive without end', endless(`${head}\r\n`, archive('0')), { kind: 'file', text: 'hello' }],
])('an engine that gives for a file %s', async (_, serve, expected) => {
  await using volume = await fakeVolume(serve);
  let left = 0;
  const expectRead = () => {
    left += 1;
    return () => void (left -= 1);
  };
  const engine = connectInnerEngine(volume.path);
  expect(await readContainerFile(engine, 'a'.repeat(64), '/x', expectRead)).toMatchObject(expected as object);
  expect(left).toBeLessThan(10);
});

test('a home in which anything may lie: what is there is told, and nothing is waited for or left', async () => {
  await using volume = await fakeVolume();
  const at = (name: string): string => `${volume.path}/home/${name}`;
  await mkdir(at('deep'), { recursive: true });
  await writeFile(at('file'), 'hello');
  await writeFile(at('big'), 'x'.repeat(500_000));
  makeFifo(at('pipe'));
  const links = {
    inside: 'file',
    out: '/etc/passwd',
    up: '../../etc/passwd',
    device: '/dev/zero',
    loop: 'loop',
    folder: 'deep',
  };
  for (const [name, target] of Object.entries(links)) await symlink(target, at(name));
  const home = { volumePath: volume.path, uid: 1000, gid: 1000, rootUid: 0 };
  const type = async (path: string): Promise<unknown> => {
    const found = await readHomeFile(home, path);
    return found === 'elsewhere' || found.kind !== 'file' ? found : [found.type, found.text.length];
  };
  expect(await type('file')).toEqual(['file', 5]);
  expect(await type('big')).toEqual(['file', 65536]);
  expect(await type('deep')).toEqual(['folder', 0]);
  expect(await type('pipe')).toEqual(['other', 0]);
  expect(await type('inside')).toEqual(['link', 5]);
  expect(await type('folder')).toEqual(['link', 0]);
  for (const path of ['out', 'up', 'device']) expect(await type(path)).toBe('elsewhere');
  for (const path of ['loop', 'none', 'file/below', 'none/below'])
    expect(await type(path)).toEqual({ kind: 'nothing' });
});

test('an engine of garbage: every kind of check is undecided, with few calls, and a machine that can not run a command too', async () => {
  await using volume = await fakeVolume((socket) => void socket.end(answer('"odd"')));
  await mkdir(`${volume.path}/home`);
  const down = (): Promise<never> =>
    Promise.reject(new AppError('sandbox_stopped', 'x', { hint: 'This machine has stopped.' }));
  const handle: SandboxHandle = { id: 'x', volumePath: volume.path, exec: down, execDetached: down };
  const engine = connectInnerEngine(volume.path);
  const home = { volumePath: volume.path, uid: 1000, gid: 1000, rootUid: 0 };
  const machine = {
    engine,
    prober: () => createProber({ handle, engine, home, connect: down, expectRead: () => () => undefined }),
  };
  const facts = [
    ...[
      { kind: 'network', name: 'a' },
      { kind: 'volume', name: 'a' },
      { kind: 'compose', project: 'a' },
    ],
    ...[
      { kind: 'swarm' },
      { kind: 'node', name: 'a' },
      { kind: 'service', name: 'a' },
      { kind: 'image', reference: 'a' },
    ],
    ...[
      { kind: 'file', path: '/x', container: 'a' },
      { kind: 'file', path: 'x', volume: 'a' },
    ],
    ...[
      { kind: 'file', path: '/x', image: 'a' },
      { kind: 'file', path: '/etc/x' },
    ],
    ...[
      { kind: 'http', url: 'http://localhost/' },
      { kind: 'http', url: 'http://localhost/', container: 'a' },
    ],
    ...[
      { kind: 'exec', command: 'true', expected: 'x' },
      { kind: 'not', of: [{ kind: 'container', name: 'a' }] },
    ],
  ];
  const results: CheckResult[][] = [];
  const grader = createGrader({
    machines: () => new Map([['main', machine]]),
    checks: [
      ...facts.map((fact, i) => aCheck({ ...fact, id: `c${i}` })),
      aCheck({ id: 'q', kind: 'answer', question: 'x', of: { container: 'a', value: 'id' } }),
    ],
    passed: [],
    onResults: (all) => results.push(all),
    logger: pino({ level: 'silent' }),
  });
  const all = await grader.run();
  expect(all.filter(({ verdict }) => verdict !== 'undecided').map(({ id }) => id)).toEqual(['q']);
  expect((await grader.answer('q', { answer: 'abc' })).verdict).toBe('undecided');
  await new Promise((resolve) => setTimeout(resolve, 3000));
  grader.close();
  expect(volume.connections).toBeLessThan(150);
  expect(results.length).toBeLessThan(10);
});
