import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { CheckResult } from '../../protocol/checks.ts';
import { runnerEventSchema, type CreateSandboxInput } from '../../protocol/sandbox.ts';
import { atPrompt } from './_util/at-prompt.ts';
import { runnerProcess } from './_util/runner-process.ts';
import { engineOfTests, shIn, testRunner } from './_util/test-runner.ts';
import { bearer } from './_util/ticket.ts';
import { until } from './_util/until.ts';

type Checks = NonNullable<CreateSandboxInput['checks']>;

/** The results as the site hears of them, by check. */
interface Watch extends AsyncDisposable {
  result(id: string): CheckResult | undefined;
  /** Waits for a result of `id` that `fits`. */
  until(id: string, fits: (result: CheckResult) => boolean, deadlineMs?: number): Promise<CheckResult>;
}

async function watch(port: number, sandboxId: string): Promise<Watch> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/events`, { headers: await bearer() });
  const latest = new Map<string, CheckResult>();
  socket.on('message', (data: Buffer) => {
    const event = runnerEventSchema.parse(JSON.parse(data.toString()));
    if (event.type === 'checks' && event.sandboxId === sandboxId) for (const r of event.results) latest.set(r.id, r);
  });
  await once(socket, 'open');
  return {
    result: (id) => latest.get(id),
    until: (id, fits, deadlineMs) =>
      until(
        `a result of ${id}`,
        () => {
          const result = latest.get(id);
          return result !== undefined && fits(result) && result;
        },
        deadlineMs,
      ).catch((error: unknown) => {
        throw new Error(`${id} is ${JSON.stringify(latest.get(id))}`, { cause: error });
      }),
    [Symbol.asyncDispose]() {
      socket.terminate();
      return Promise.resolve();
    },
  };
}

const passes = (result: CheckResult): boolean => result.verdict === 'pass';
const finds =
  (text: string) =>
  (result: CheckResult): boolean =>
    result.found.includes(text);

const hello: Checks = [
  { id: 'pulled', title: 'Pull it', kind: 'image', reference: 'hello-world' },
  { id: 'ran', title: 'Run it', kind: 'container', image: 'hello-world', state: 'exited', exitCode: 0 },
  { id: 'gone', title: 'Remove it', kind: 'container', image: 'hello-world', exists: false, after: 'ran' },
];

test('docker run hello-world: pulled and ran pass by themselves, soon, and stay; removing comes after', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const { id } = await client.create({ checks: hello });
  await using seen = await watch(client.port, id);
  await seen.until('ran', finds('No container has been made yet'));
  expect(seen.result('gone')).toMatchObject({ verdict: 'waiting', found: 'First: Run it.' });

  await runner.sh(id, 'docker run --rm hello-world');
  const rm = await seen.until('ran', finds('--rm'));
  expect(rm).toMatchObject({
    verdict: 'fail',
    found: expect.stringMatching(/ran and ended with exit code 0, but was removed at once/) as string,
  });
  expect((await seen.until('pulled', passes)).verdict).toBe('pass');

  const output = await runner.sh(id, 'docker run hello-world');
  expect(output.exitCode).toBe(0);
  const ran = await seen.until('ran', passes);
  // An event brought it, not a look every so often.
  expect(ran.sinceEventMs).not.toBeNull();
  expect(seen.result('gone')).toMatchObject({ verdict: 'fail' });

  await runner.sh(id, 'docker rm $(docker ps -aq); docker rmi hello-world');
  await seen.until('gone', passes);
  expect(seen.result('ran')?.verdict).toBe('pass');
  expect(seen.result('pulled')?.verdict).toBe('pass');
});

test('twenty containers in a row: each gets its result by its own event', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const names = Array.from({ length: 20 }, (_, i) => `c${i}`);
  const { id } = await client.create({
    presentImages: ['busybox'],
    checks: names.map((name) => ({ id: name, title: name, kind: 'container', name })),
  });
  await using seen = await watch(client.port, id);
  for (const name of names) {
    await runner.sh(id, `docker run -d --name ${name} busybox sleep 1000`);
    expect((await seen.until(name, passes)).sinceEventMs, name).not.toBeNull();
  }
});

test('wrong attempts get their message', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const { id } = await client.create({
    presentImages: ['busybox', 'debian'],
    checks: [
      {
        id: 'web',
        title: 'web',
        kind: 'container',
        name: 'web',
        image: 'busybox',
        state: 'running',
        tty: true,
        interactive: true,
      },
      { id: 'said', title: 'said', kind: 'container', image: 'busybox', logs: 'ahoy' },
      { id: 'other', title: 'other', kind: 'image', reference: 'busybox:1.0' },
    ],
  });
  await using seen = await watch(client.port, id);
  const attempt = async (script: string, message: string): Promise<void> => {
    await runner.sh(id, script);
    await seen.until('web', finds(message));
  };
  await seen.until('web', finds('is here, but no container has been made from it yet'));
  await seen.until('other', finds('Only other tags of it are here: `busybox:latest`'));
  await attempt('docker run -dit busybox', 'give it one with `--name web`');
  await attempt(
    'docker rm -f $(docker ps -aq); docker run -dit --name web debian',
    'was made from the image `debian`, not `busybox`',
  );
  await attempt('docker rm -f web; docker create -it --name web busybox', 'was created but never started');
  await attempt(
    'docker rm -f web; docker run --name web busybox false',
    'has ended with exit code 1; a container runs only as long',
  );
  await attempt('docker rm -f web; docker run -dt --name web busybox', 'was started without `-i`');
  await attempt('docker rm -f web; docker run -d --name web busybox /no/such', 'could not be started');
  await attempt('docker rm -f web', 'was made, but never started, and then removed');
  await runner.sh(id, 'docker rm -f web; docker run -dit --name web busybox');
  await seen.until('web', passes);

  await seen.until('said', finds('written'));
  await runner.sh(id, 'docker exec web sh -c "echo ahoy > /proc/1/fd/1"');
  await seen.until('said', passes);
});

test('what was done while the runner was away counts', async () => {
  let sandboxId: string;
  {
    await using before = await runnerProcess();
    const sandbox = await before.client.create({ checks: hello, presentImages: ['hello-world'] });
    sandboxId = sandbox.id;
    const browser = await atPrompt(before.client.port, sandbox);
    browser.type('(sleep 2; docker run --rm hello-world) &\r');
    await browser.sees('[1]');
    await before.kill();
  }
  const removed = 'docker events --since 1m --until 0s --filter event=destroy | grep -q image=hello-world';
  await until('it ran', async () => (await shIn(engineOfTests(), sandboxId, removed)).exitCode === 0);
  await using after = await runnerProcess();
  await until('the removed one is remembered by the engine', async () => {
    const results = await after.client.runChecks(sandboxId);
    return results.find((result) => result.id === 'ran')?.found.includes('--rm');
  });
  await after.client.stop(sandboxId);
});

test('an engine that is killed makes checks undecided, and then decided again', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const { id } = await client.create({ checks: hello });
  await using seen = await watch(client.port, id);
  await seen.until('ran', (result) => result.verdict === 'fail');
  await runner.sh(id, 'rm -f /.slipway/ipc/docker.sock', { user: '0:0' });
  await client.runChecks(id);
  expect((await seen.until('ran', (result) => result.verdict === 'undecided')).found).toContain('Docker Engine');
  await runner.sh(id, 'pkill -9 dockerd', { user: '0:0' });
  await seen.until('ran', (result) => result.verdict === 'fail', 40_000);
  await runner.sh(id, 'docker run hello-world');
  await seen.until('ran', passes);
});

test('another lesson brings other checks, and what was passed before stays', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const { id } = await client.create({ presentImages: ['busybox'] });
  await using seen = await watch(client.port, id);
  await client.call('PUT', `/v1/sandboxes/${id}/checks`, { checks: hello, passed: ['ran'] });
  await seen.until('ran', passes);
  await seen.until('gone', passes);
  await seen.until('pulled', (result) => result.verdict === 'fail');
  await runner.sh(id, 'docker pull -q hello-world');
  await seen.until('pulled', passes);
});

test('nothing passes by two things that were never so at the same moment', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const bare = { kind: 'exec', command: 'test -z "$(docker ps -aq)"', expected: 'There is no container.' } as const;
  const checks: Checks = [
    { id: 'both', title: 'A box and no box', kind: 'all', of: [bare, { kind: 'container', name: 'box' }] },
    { id: 'bare', title: 'No box', ...bare },
  ];
  const { id } = await client.create({ checks, presentImages: ['busybox'] });
  await using seen = await watch(client.port, id);
  await seen.until('bare', passes);
  await runner.sh(id, 'docker create --name box busybox');
  await seen.until('both', finds('ended with exit code 1'));
});
