import { expect, test } from 'vitest';
import { asker } from './_util/ask-checks.ts';
import { quietSh } from './_util/quiet-sh.ts';
import { testRunner } from './_util/test-runner.ts';
import { until } from './_util/until.ts';

/** Checks over the machines of one lease: which one is looked at, and a real swarm of two. */
test('two machines, and a swarm of them', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const { id, leaseId } = await client.create({ presentImages: ['busybox'], nodes: 2 });
  const second = await until(
    'the second machine',
    async () => (await client.list()).find((s) => s.leaseId === leaseId && s.node === 'node2' && s.state === 'ready'),
    40_000,
  );
  const ask = asker(runner, id);
  const sh = (sandbox: string, script: string): Promise<string> => quietSh(runner, sandbox, script);
  const box = { kind: 'container', name: 'box' };
  await sh(second.id, 'docker create -q --name box busybox >/dev/null; echo here > note');
  await ask.allPass([
    { ...box, node: 'node2' },
    { ...box, node: 'node1', exists: false },
    { kind: 'file', path: 'note', node: 'node2', contains: 'here' },
    { kind: 'happened', what: 'created', name: 'box', node: 'node2' },
    { kind: 'swarm', active: false },
    { kind: 'swarm', active: false, node: 'node2' },
  ]);
  expect(await ask.fails({ ...box, node: 'node1' }, 'No container has been made yet.')).toMatchObject({
    expected: 'On `node1`: A container named `box`.',
  });
  const [absent] = await ask([{ ...box, node: 'node5' }]);
  expect(absent).toMatchObject({ verdict: 'undecided', found: 'The machine `node5` is not there.' });
  await ask.allFail([
    [{ kind: 'swarm' }, 'It is in no swarm.'],
    [{ kind: 'node', name: 'node2' }, 'This machine is in no swarm.'],
  ]);

  // The second one is the manager: the first one, which is asked, knows only that it is a worker.
  await sh(second.id, 'docker swarm init --advertise-addr eth0 >/dev/null');
  const token = (await sh(second.id, 'docker swarm join-token -q worker')).trim();
  await ask.passes({ kind: 'swarm', node: 'node2', manager: true, managers: 1, workers: 0 });
  await sh(id, `docker swarm join --token ${token} $(getent hosts node2 | cut -d" " -f1):2377 >/dev/null`);
  await ask.passes({ kind: 'swarm', managers: 1, workers: 1 });
  await ask.allPass([
    { kind: 'swarm', manager: false },
    { kind: 'swarm', node: 'node2', manager: true },
    { kind: 'node', name: 'node2', role: 'manager', availability: 'active', state: 'ready' },
    { kind: 'node', name: 'node3', exists: false },
    { kind: 'service', name: 'web', exists: false },
  ]);
  await ask.allFail([
    [{ kind: 'swarm', active: false }, 'It is still in a swarm, as a worker.'],
    [{ kind: 'swarm', workers: 2 }, 'It has 1 manager and 1 worker up.'],
    [{ kind: 'swarm', manager: true }, 'It is a worker.'],
    [{ kind: 'node', name: 'node3' }, 'there are `node1`, `node2`'],
    [{ kind: 'node', name: 'node1', role: 'manager' }, 'It is a worker.'],
    [{ kind: 'service', name: 'web' }, 'There is no service yet.'],
  ]);

  await sh(
    second.id,
    `docker network create -d overlay front >/dev/null
     docker service create -q --detach --no-resolve-image --name web --replicas 2 --network front -p 8080:80 busybox sleep 1000 >/dev/null`,
  );
  const web = (more: Record<string, unknown> = {}) => ({ kind: 'service', name: 'web', ...more });
  await ask.passes(web({ replicas: 2, nodesAtLeast: 2 }), 60_000);
  await ask.allPass([
    web({ image: 'busybox', mode: 'replicated', running: 2, publishes: [8080] }),
    web({ on: ['node1', 'node2'] }),
    { kind: 'node', name: 'node1', tasks: 1 },
  ]);
  await ask.allFail([
    [web({ replicas: 3 }), 'It has 2 replicas.'],
    [web({ running: 1 }), '2 tasks of it run, not 1'],
    [web({ image: 'nginx' }), 'It is made from `busybox:latest`.'],
    [web({ mode: 'global' }), 'It is replicated.'],
    [web({ publishes: [80] }), 'It publishes 8080.'],
    [web({ update: 'completed' }), 'It has not been updated.'],
    [web({ notOn: ['node1'] }), 'A task of it runs on `node1`.'],
    [web({ exists: false }), 'It is still there.'],
    [{ kind: 'service', name: 'api' }, 'there are `web`'],
    [{ kind: 'node', name: 'node1', tasks: 0 }, 'It runs 1 task.'],
  ]);

  await sh(second.id, 'docker node update --availability drain node1 >/dev/null');
  await ask.passes(web({ on: ['node2'], notOn: ['node1'], running: 2 }), 60_000);
  await ask.allPass([{ kind: 'node', name: 'node1', availability: 'drain', tasks: 0 }]);
  await ask.allFail([
    [web({ on: ['node1'] }), 'Its tasks run on `node2`.'],
    [web({ nodesAtLeast: 2 }), 'Its tasks run on `node2`.'],
  ]);
});
