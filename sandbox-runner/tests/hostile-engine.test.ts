import { afterAll, beforeAll, expect, test } from 'vitest';
import { testRunner, type TestRunner } from './_util/test-runner.ts';
import { until } from './_util/until.ts';

/** In place of the inner engine's socket: something else. Runs as the sandbox's root. */
const replaceBy = (what: string): string => `
  rm -f /.slipway/ipc/docker.sock
  ${what}`;

const listener = (answer: string): string => `
  cat > /tmp/liar.pl <<'PERL'
    use IO::Socket::UNIX; $SIG{PIPE} = 'IGNORE'; $SIG{CHLD} = 'IGNORE';
    my $server = IO::Socket::UNIX->new(Type => SOCK_STREAM, Local => '/.slipway/ipc/docker.sock', Listen => 64);
    while (my $client = $server->accept) { next if fork; ${answer}; exit }
PERL
  setsid perl /tmp/liar.pl > /dev/null 2>&1 < /dev/null &
  sleep 0.3`;

const lies: Readonly<Record<string, string>> = {
  'a socket that nobody answers on': replaceBy(listener('sleep 10000')),
  'garbage without end': replaceBy(listener('print $client "x" x 65536 while 1')),
  'headers without end': replaceBy(
    listener('print $client "HTTP/1.1 200 OK\\r\\n"; print $client "a: b\\r\\n" while 1'),
  ),
  'an answer without end': replaceBy(
    listener(
      'print $client "HTTP/1.1 200 OK\\r\\ncontent-length: 99999999999\\r\\n\\r\\n"; print $client "[" x 65536 while 1',
    ),
  ),
  'a link to the engine outside': replaceBy('ln -s /proc/1/root/run/docker.sock /.slipway/ipc/docker.sock'),
  'a pipe': replaceBy('mkfifo /.slipway/ipc/docker.sock'),
  'no folder at all': 'rm -rf /.slipway/ipc; ln -s / /.slipway/ipc',
};

let runner: TestRunner;

beforeAll(async () => {
  runner = await testRunner();
});

afterAll(async () => {
  await runner[Symbol.asyncDispose]();
});

/** All at once: so each also has to bear what the others do. */
for (const [name, script] of Object.entries(lies)) {
  test.concurrent(`instead of its engine, ${name}: unwell, others untouched, and it can be stopped`, async () => {
    const { client } = runner;
    const [bad, good] = await Promise.all([client.create(), client.create({ presentImages: ['busybox'] })]);
    await runner.sh(bad.id, script, { user: '0:0' });
    await until('unwell', async () => (await client.get(bad.id)).state === 'unwell', 60_000);
    await expectWell(good.id);
    expect((await client.stop(bad.id)).stopReason).toBe('learner');
    await client.stop(good.id);
  });
}

test('an engine that is killed comes back, and the machine with it', async () => {
  const { client } = runner;
  const [hurt, good] = await Promise.all([
    client.create({ presentImages: ['busybox'] }),
    client.create({ presentImages: ['busybox'] }),
  ]);
  await runner.sh(hurt.id, 'pkill -9 dockerd; pkill -9 containerd', { user: '0:0' });
  await expectWell(good.id);
  await until(
    'its engine answers again',
    async () => (await runner.sh(hurt.id, 'docker run --rm busybox true')).exitCode === 0,
  );
  await until('ready', async () => (await client.get(hurt.id)).state === 'ready');
});

async function expectWell(id: string): Promise<void> {
  const { client } = runner;
  expect((await client.get(id)).state).toBe('ready');
  expect(await runner.sh(id, 'docker run --rm busybox echo fine')).toMatchObject({ stdout: 'fine\n' });
  expect((await client.health()).ok).toBe(true);
}
