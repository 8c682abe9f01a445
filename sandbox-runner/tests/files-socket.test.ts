import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { filesServerMessageSchema, type FilesServerMessage } from '../../protocol/files.ts';
import { parseJson } from '../../protocol/parse.ts';
import type { Sandbox } from '../../protocol/sandbox.ts';
import { FileClient } from './_util/file-client.ts';
import { testRunner, type TestRunner } from './_util/test-runner.ts';
import { bearer } from './_util/ticket.ts';
import { until } from './_util/until.ts';

let runner: TestRunner;
let sandbox: Sandbox;
let files: FileClient;
const sh = async (script: string, user?: string): Promise<string> => {
  const { exitCode, stdout, stderr } = await runner.sh(sandbox.id, script, user === undefined ? {} : { user });
  if (exitCode !== 0) throw new Error(`${script}: ${exitCode} ${stderr}`);
  return stdout.trim();
};

beforeAll(async () => {
  runner = await testRunner();
  sandbox = await runner.client.create();
  files = new FileClient(runner.client.port, sandbox);
});

afterAll(async () => {
  await runner[Symbol.asyncDispose]();
});

test('only its own learner, and also when the engine is dead', async () => {
  const other = await runner.client.create();
  const foreign = await bearer({ scope: 'sandbox', sandboxId: sandbox.id, learner: other.owner });
  const path = `/v1/sandboxes/${sandbox.id}/files`;
  expect(await runner.client.refusal('GET', path, undefined, foreign)).toBe('forbidden');
  expect(await runner.client.refusal('GET', path, undefined, {})).toBe('unauthenticated');
  expect(await runner.client.refusal('GET', path)).toBe('forbidden');
  const otherBearer = await bearer({ scope: 'sandbox', sandboxId: other.id, learner: other.owner });
  expect(await runner.client.refusal('GET', path, undefined, otherBearer)).toBe('forbidden');
  const theirs = new FileClient(runner.client.port, other);
  await runner.sh(other.id, 'pkill -9 dockerd; rm -f /.slipway/ipc/docker.sock; pkill -9 containerd; true', {
    user: '0:0',
  });
  await theirs.write('alive.txt', 'yes', 'none');
  expect((await theirs.read('alive.txt')).text).toBe('yes');
  await runner.client.stop(other.id);
  await expect(theirs.list()).rejects.toThrow(/^sandbox_stopped/);
});

test('the socket tells what changes in the folders that are looked at, and is calm under a storm', async () => {
  await files.makeFolder('watched/sub');
  await using socket = await openFiles({ sandboxId: sandbox.id, learner: sandbox.owner });
  socket.watch(['', 'watched', 'watched/nothing']);
  await until('the first looks', () => socket.count('changed', '') > 0 && socket.count('changed', 'watched') > 0);
  await until('what is not there', () => socket.count('gone', 'watched/nothing') === 1);
  const before = socket.count('changed', 'watched');
  await sh('echo 1 > watched/made');
  await until('a new file', () => socket.count('changed', 'watched') > before);
  await sh('echo 2 >> watched/made; rm watched/made; sleep 0.5');

  const calm = socket.count('changed', 'watched');
  await sh('for i in $(seq 1 20000); do echo $i > watched/storm$((i % 7)); done');
  const during = socket.count('changed', 'watched') - calm;
  expect(during).toBeGreaterThan(0);
  expect(during).toBeLessThan(15);
  const after = socket.count('changed', 'watched');
  await sh('echo last > watched/last');
  await until('what came last', () => socket.count('changed', 'watched') > after);

  await sh('rm -r watched');
  await until('gone', () => socket.count('gone', 'watched') > 0);
  socket.send('{"type":"watch","folders":["../.."]}');
  await until('closed', () => socket.closeCode === 4400);
});

test('the socket ends with its sandbox', async () => {
  const other = await runner.client.create();
  await using socket = await openFiles({ sandboxId: other.id, learner: other.owner });
  socket.watch(['']);
  await until('the first look', () => socket.count('changed', '') > 0);
  await runner.client.stop(other.id);
  await until('closed', () => socket.closeCode === 4410);
});

interface FilesSocket extends AsyncDisposable {
  readonly closeCode: number | undefined;
  watch(folders: readonly string[]): void;
  send(text: string): void;
  count(type: FilesServerMessage['type'], folder: string): number;
}

async function openFiles(claims: { sandboxId: string; learner: string }): Promise<FilesSocket> {
  const url = `ws://127.0.0.1:${runner.client.port}/v1/sandboxes/${claims.sandboxId}/files`;
  const socket = new WebSocket(url, { headers: await bearer({ scope: 'sandbox', ...claims }) });
  const messages: FilesServerMessage[] = [];
  let closeCode: number | undefined;
  socket.on('message', (data: Buffer) =>
    messages.push(parseJson(filesServerMessageSchema, data.toString(), 'message')),
  );
  socket.on('close', (code) => (closeCode = code));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    get closeCode() {
      return closeCode;
    },
    watch: (folders) => socket.send(JSON.stringify({ type: 'watch', folders })),
    send: (text) => socket.send(text),
    count: (type, folder) => messages.filter((message) => message.type === type && message.folder === folder).length,
    async [Symbol.asyncDispose]() {
      socket.close();
      await until('closed', () => closeCode !== undefined);
    },
  };
}
