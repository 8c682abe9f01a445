import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { CheckResult } from '../../protocol/checks.ts';
import { runnerEventSchema } from '../../protocol/sandbox.ts';
import { asker, type Asker } from './_util/ask-checks.ts';
import { testRunner } from './_util/test-runner.ts';
import { bearer } from './_util/ticket.ts';
import { until } from './_util/until.ts';

/** Checks of what works and of what happened on one machine, and when they are graded, against its real engine. */
test('commands, and several facts at once', async () => {
  await using runner = await testRunner();
  const { id } = await runner.client.create({ presentImages: ['busybox'] });
  const ask = asker(runner, id);
  const exec = (command: string, more: Record<string, unknown> = {}) => ({
    ...{ kind: 'exec', command, expected: 'It works.' },
    ...more,
  });
  await ask.allPass([
    exec('test "$(id -un) $PWD $HOME" = "learner /home/learner /home/learner"'),
    exec('id -u', { root: true, contains: '0' }),
    exec('docker version', { lacks: 'permission denied', matches: '^Server:' }),
    exec('echo no >&2; exit 3', { exitCode: 3, contains: 'no' }),
  ]);
  expect(await ask.fails(exec('echo "no such thing" >&2; false'), 'It says `no such thing`.')).toMatchObject({
    expected: 'It works.',
    lookAt: 'echo "no such thing" >&2; false',
  });
  await ask.allFail([
    [exec('exit 4'), 'ended with exit code 4'],
    [exec('exit 4', { otherwise: 'It is broken.' }), 'It is broken.'],
    [exec('sleep 1000'), 'did not end within 5 seconds'],
    [exec('yes | head -c 100000000', { contains: 'no' }), 'It says `y`.'],
  ]);

  const box = { kind: 'container', name: 'box' };
  const net = { kind: 'network', name: 'shop' };
  await ask.sh('docker network create shop');
  await ask.allFail([
    [{ kind: 'all', of: [net, box] }, '1 of 2 hold. The next one: No container has been made yet.'],
    [{ kind: 'any', of: [box, { kind: 'volume', name: 'v' }] }, 'No container has been made yet.'],
    [{ kind: 'not', of: [net] }, 'It is so: A network `shop`.'],
  ]);
  await ask.sh('docker run --name box busybox');
  await ask.allPass([
    { kind: 'all', of: [net, box] },
    { kind: 'any', of: [box, { kind: 'volume', name: 'v' }] },
    { kind: 'not', of: [{ kind: 'all', of: [net, { kind: 'volume', name: 'v' }] }] },
  ]);
  const mistakes = [{ when: { kind: 'network', name: 'shop' }, say: 'You made a network instead.' }];
  await ask.fails({ kind: 'volume', name: 'shop', mistakes }, 'You made a network instead.');
});

test('what happened, whether or not it still shows', async () => {
  await using runner = await testRunner();
  const { id } = await runner.client.create({ presentImages: ['busybox'] });
  const ask = asker(runner, id);
  const happened = (what: string, more: Record<string, unknown> = {}) => ({ kind: 'happened', what, ...more });
  await ask.sh(`
    docker run --rm --name crash busybox sh -c 'exit 3' || true
    docker run -d --name web busybox sleep 1000
    docker exec web ls /etc >/dev/null; docker exec web false || true
    docker rename web www; docker pause www; docker unpause www; docker restart -t 0 www
    docker network create shop; docker network connect shop www; docker network disconnect shop www; docker network rm shop
    docker kill --signal 9 www
    docker volume create vol; docker volume rm vol
    docker tag busybox mine:1; docker rmi mine:1; docker pull -q hello-world
    docker commit www saved; docker cp /etc/hostname www:/tmp/; docker rm -f www
    docker run --name fat -m 32m busybox sh -c 'sleep 1; dd if=/dev/zero of=/dev/null bs=200M; sleep 1' || true`);
  // The engine tells it on a way of its own, perhaps after the end; not at all of a container that is gone by then, or whose
  // memory ended before containerd looked at it (github.com/containerd/containerd/issues/8893): so it lives a second before and after.
  const told = (fact: ReturnType<typeof happened>): Promise<boolean> =>
    until(JSON.stringify(fact), async () => (await ask([fact]))[0]?.verdict === 'pass');
  await told(happened('out of memory', { name: 'fat' }));
  await ask.sh('docker rm fat');
  await told(happened('removed', { name: 'fat' }));
  await ask.allPass([
    happened('ended', { name: 'crash', exitCode: 3 }),
    happened('removed', { image: 'busybox', name: 'crash' }),
    happened('exec', { name: 'web', command: 'ls /etc', exitCode: 0 }),
    happened('exec', { name: 'web', command: 'false', exitCode: 1 }),
    happened('renamed', { name: 'www' }),
    happened('paused', { name: 'www' }),
    happened('restarted', { name: 'www' }),
    happened('killed', { name: 'www', signal: 9 }),
    happened('ended', { name: 'www', exitCode: 137 }),
    happened('started', { image: 'busybox', times: 3 }),
    happened('network created', { name: 'shop' }),
    happened('network connected', { name: 'www', network: 'shop' }),
    happened('network disconnected', { network: 'shop' }),
    happened('network removed', { name: 'shop' }),
    happened('volume created', { name: 'vol' }),
    happened('volume removed', { name: 'vol' }),
    happened('image tagged', { image: 'mine:1' }),
    happened('image pulled', { image: 'hello-world' }),
    happened('committed', { name: 'www' }),
    happened('copied to', { name: 'www' }),
    happened('out of memory', { name: 'fat' }),
  ]);
  await ask.allFail([
    [happened('ended', { name: 'crash', exitCode: 0 }), 'It ended with exit code 3.'],
    [happened('killed', { name: 'www', signal: 15, times: 9 }), /It (was sent|happened)/],
    [happened('paused', { name: 'crash' }), 'It happened so far only with `www`.'],
    [happened('volume created', { times: 5 }), 'It happened'],
    [happened('image pushed'), 'This has not happened yet.'],
  ]);
});

/** Passes by itself after `act`, from events or by polling; gives the result. */
async function passesByItself(
  ask: Asker,
  latest: ReadonlyMap<string, CheckResult>,
  fact: Record<string, unknown> & { kind: string },
  act: string,
): Promise<CheckResult> {
  await ask([fact]);
  expect(latest.get('c0')?.verdict).not.toBe('pass');
  await ask.sh(act);
  return until(JSON.stringify(fact), () => {
    const result = latest.get('c0');
    return result?.verdict === 'pass' && result;
  });
}

test('what no event announces is seen all the same, in the order that a lesson asks for', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const { id } = await client.create({ presentImages: ['busybox'] });
  const ask = asker(runner, id);
  const latest = new Map<string, CheckResult>();
  const socket = new WebSocket(`ws://127.0.0.1:${client.port}/v1/events`, { headers: await bearer() });
  socket.on('message', (data: Buffer) => {
    const event = runnerEventSchema.parse(JSON.parse(data.toString()));
    if (event.type === 'checks' && event.sandboxId === id) for (const r of event.results) latest.set(r.id, r);
  });
  await once(socket, 'open');
  try {
    await ask.sh('docker run -d --name web -p 7009:80 -v data:/data busybox sleep 1000');
    const made = await passesByItself(ask, latest, { kind: 'network', name: 'n' }, 'docker network create n');
    expect(made.sinceEventMs).not.toBeNull();
    await passesByItself(ask, latest, { kind: 'file', path: 'new' }, 'touch new');
    const inVolume = { kind: 'file', volume: 'data', path: 'x' };
    await passesByItself(ask, latest, inVolume, 'docker exec web touch /data/x');
    const run = { kind: 'exec', command: 'docker exec web test -e /tmp/y', expected: 'y' };
    await passesByItself(ask, latest, run, 'docker exec web touch /tmp/y');
    const served = { kind: 'http', url: 'http://localhost:7009/passwd', contains: 'root' };
    await passesByItself(ask, latest, served, 'docker exec -d web httpd -p 80 -h /etc');

    // One after the other: what holds already counts only once its turn has come, and then at once.
    const checks = [
      { kind: 'container', name: 'late' },
      { kind: 'file', path: 'new', after: 'c0' },
      { kind: 'exec', command: 'echo ran >> traces', expected: 'x', after: 'c1' },
    ];
    const waiting = await ask(checks);
    expect(waiting.map(({ verdict }) => verdict)).toEqual(['fail', 'waiting', 'waiting']);
    expect(await ask.sh('cat traces 2>/dev/null || echo none')).toBe('none\n');
    await ask.sh('docker create --name late busybox');
    await until('all three', () => ['c0', 'c1', 'c2'].every((c) => latest.get(c)?.verdict === 'pass'));
  } finally {
    socket.terminate();
  }
});

test('a machine whose engine is gone: nothing is decided but what needs no engine', async () => {
  await using runner = await testRunner();
  const { id } = await runner.client.create({ presentImages: ['busybox'] });
  const ask = asker(runner, id);
  await ask.sh('echo hello > there');
  await runner.sh(id, 'rm -f /.slipway/ipc/docker.sock', { user: '0:0' });
  const results = await ask([
    { kind: 'network', name: 'shop' },
    { kind: 'volume', name: 'data', exists: false },
    { kind: 'file', path: '/x', container: 'web', exists: false },
    { kind: 'compose', project: 'shop', exists: false },
    { kind: 'swarm', active: false },
    { kind: 'not', of: [{ kind: 'container', name: 'web' }] },
    { kind: 'file', path: 'there' },
  ]);
  expect(results.map(({ verdict }) => verdict)).toEqual([...Array<string>(6).fill('undecided'), 'pass']);
  expect(results[0]?.found).toContain('Docker Engine of this machine');
});
