import { expect, test } from 'vitest';
import { newId } from '../../protocol/ids.ts';
import { firstNodes, nodeHostname, type NodeName } from '../../protocol/node.ts';
import type { Sandbox } from '../../protocol/sandbox.ts';
import { nodeAddress } from '../sandbox/slot-addresses.ts';
import { openTerminal, size } from './_util/at-prompt.ts';
import { census } from './_util/census.ts';
import { sandboxRequest, type RunnerClient } from './_util/runner-client.ts';
import { runnerProcess } from './_util/runner-process.ts';
import { testRunner, type TestRunner } from './_util/test-runner.ts';
import { until } from './_util/until.ts';

type Nodes = Readonly<Partial<Record<NodeName, Sandbox>>> & { readonly main: Sandbox };

/** The nodes of a lease, as soon as all `count` are ready. */
async function allReady(client: RunnerClient, main: Sandbox, count: number): Promise<Nodes> {
  return until(`${count} nodes`, async () => {
    const own = (await client.list()).filter(({ leaseId, state }) => leaseId === main.leaseId && state === 'ready');
    return own.length === count && { main, ...Object.fromEntries(own.map((one) => [one.node, one])) };
  });
}

async function start(runner: TestRunner, count: number, presentImages: string[] = []): Promise<Nodes> {
  return allReady(runner.client, await runner.client.create({ nodes: count, presentImages }), count);
}

const idOf = (nodes: Nodes, node: NodeName): string => nodes[node]?.id ?? '';
const slotOf = async ({ engine }: TestRunner, id: string): Promise<number> =>
  (await engine.listContainers()).find(({ sandboxId }) => sandboxId === id)?.slot ?? -1;

test('three nodes know each other by name and address, and their terminals say which is which', async () => {
  await using runner = await testRunner();
  const nodes = await start(runner, 3);
  const slot = await slotOf(runner, nodes.main.id);
  for (const node of firstNodes(3)) {
    expect(await slotOf(runner, idOf(nodes, node))).toBe(slot);
    const { stdout } = await runner.sh(
      idOf(nodes, node),
      'hostname; ip -4 -o addr show eth0 | grep -o "10[.0-9]*" | head -1; for n in 1 2 3; do ping -c1 -W2 node$n | grep -c "1 received"; done',
    );
    expect(stdout.split('\n')).toEqual([nodeHostname(node), nodeAddress(slot, node), '1', '1', '1', '']);
    const terminal = await openTerminal(runner.client.port, nodes[node] as Sandbox);
    terminal.send({ type: 'attach', ...size, have: null });
    await terminal.sees(`learner@${nodeHostname(node)}:~$`);
    expect(terminal.text()).not.toContain('slipway');
    await terminal.close();
  }
});

test('a swarm of three: joined by token, and a service on an overlay network answers across nodes', async () => {
  await using runner = await testRunner();
  const nodes = await start(runner, 3, ['busybox']);
  const on = async (node: NodeName, script: string, timeoutMs = 60_000): Promise<string> => {
    const { exitCode, stdout, stderr } = await runner.sh(idOf(nodes, node), script, { timeoutMs });
    expect({ script, exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ script, exitCode: 0, stderr: '' });
    return stdout;
  };
  await on('main', 'docker swarm init');
  const token = (await on('main', 'docker swarm join-token -q worker')).trim();
  await Promise.all(
    (['node2', 'node3'] as const).map((node) => on(node, `docker swarm join --token ${token} node1:2377`)),
  );
  const list = await on('main', 'docker node ls --format "{{.Hostname}} {{.Status}}" | sort');
  expect(list).toBe('node1 Ready\nnode2 Ready\nnode3 Ready\n');

  await on('main', 'docker network create -d overlay --attachable skynet');
  const serve = 'hostname > /tmp/index.html; httpd -f -p 80 -h /tmp';
  await on(
    'main',
    `docker service create -q --detach --no-resolve-image --name web --mode global --endpoint-mode dnsrr --network skynet busybox sh -c '${serve}'`,
  );
  await until(
    'three tasks',
    async () =>
      (await on('main', 'docker service ps -f desired-state=running --format "{{.CurrentState}}" web')).match(
        /^Running/gm,
      )?.length === 3,
    90_000,
  );
  const addresses = (
    await on('node3', 'docker run --rm --network skynet busybox nslookup web | grep -c "^Address.*10\\.0"')
  ).trim();
  expect(Number(addresses)).toBeGreaterThanOrEqual(3);
  const tasks = await on(
    'node2',
    'docker run --rm --network skynet busybox sh -c "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do wget -qO- http://web; done" | sort -u',
  );
  expect(tasks.trim().split('\n').length).toBeGreaterThan(1);
});

test("another learner's machines can't be reached from a node, by no address and in no direction", async () => {
  await using runner = await testRunner();
  const [nodes, other] = await Promise.all([start(runner, 2), runner.client.create()]);
  const address = nodeAddress(await slotOf(runner, other.id), 'main');
  const own = nodeAddress(await slotOf(runner, nodes.main.id), 'node2');
  const reaches = async (from: string, to: string): Promise<boolean> => {
    const ping = await runner.sh(from, `ping -c1 -W1 ${to}`);
    // Nobody listens: who gets there is refused at once, who does not waits in vain.
    const port = await runner.sh(from, `timeout 2 bash -c "exec 3<>/dev/tcp/${to}/22"`);
    return ping.exitCode === 0 || port.exitCode !== 124;
  };
  expect(await reaches(nodes.main.id, own)).toBe(true);
  expect(await reaches(nodes.main.id, address)).toBe(false);
  expect(await reaches(idOf(nodes, 'node2'), address)).toBe(false);
  expect(await reaches(other.id, own)).toBe(false);
  // A route of one's own, a foreign address on one's own card, and a neighbour's hardware address change nothing.
  const tricks = [
    `ip addr add ${address.replace(/\d+$/, '14')}/28 dev eth0; ping -c1 -W1 ${address}`,
    `ip route replace ${address}/32 dev eth0; ping -c1 -W1 ${address}`,
    `ip route replace ${address}/32 via ${own.replace(/\d+$/, (n) => String(Number(n) - 2))} dev eth0; ping -c1 -W1 ${address}`,
    `ip neigh replace ${address} lladdr 02:42:0a:d5:00:02 dev eth0; ping -c1 -W1 ${address}`,
  ];
  for (const trick of tricks) {
    const { exitCode, stdout } = await runner.sh(nodes.main.id, trick, { user: '0:0' });
    expect({ trick, exitCode, received: stdout.includes(' 1 received') }).toMatchObject({ trick, received: false });
  }
});

test('a runner killed with SIGKILL: the next one has all nodes, their time is one, and they end together', async () => {
  await using killed = await runnerProcess();
  const before = await allReady(killed.client, await killed.client.create({ nodes: 3, ttlMs: 500_000 }), 3);
  await killed.kill();

  await using runner = await testRunner();
  const { client, engine, ground } = runner;
  const after = await allReady(client, before.main, 3);
  expect(idOf(after, 'node3')).toBe(idOf(before, 'node3'));
  expect((await runner.sh(idOf(after, 'node2'), 'ping -c1 -W2 node3')).exitCode).toBe(0);
  await client.extend(before.main.id, 800_000);
  expect((await client.get(idOf(after, 'node2'))).expiresAtMs).toBeGreaterThan(Date.now() + 700_000);

  await client.stop(before.main.id, 'expired');
  for (const node of firstNodes(3))
    expect(await client.get(idOf(after, node))).toMatchObject({ state: 'stopped', stopReason: 'expired', node });
  const mine = firstNodes(3).map((node) => idOf(after, node));
  expect((await engine.listContainers()).filter(({ sandboxId }) => mine.includes(sandboxId))).toEqual([]);
  expect((await ground.storage.list()).filter((name) => mine.some((id) => name.endsWith(id)))).toEqual([]);
});

test('what nodes leave is what one machine leaves: nothing', async () => {
  await using runner = await testRunner();
  const { client, engine, ground } = runner;
  await client.stop((await start(runner, 3)).main.id);
  const before = await census(engine, ground);
  await client.stop((await start(runner, 3)).main.id);
  const after = await census(engine, ground);
  for (const what of ['containers', 'networks', 'volumes', 'mounts', 'cgroups'] as const)
    expect({ what, count: after[what] }).toEqual({ what, count: before[what] });
});

test('a node that dies is told, the others go on, and another takes its name and address', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const nodes = await start(runner, 2);
  const path = `/v1/sandboxes/${nodes.main.id}/nodes`;
  const container = (await runner.engine.listContainers()).find(({ sandboxId }) => sandboxId === idOf(nodes, 'node2'));
  await runner.engine.stopContainer(container?.containerId ?? '', 0);
  await until('the end', async () => (await client.get(idOf(nodes, 'node2'))).stopReason === 'died');
  expect((await client.get(nodes.main.id)).state).toBe('ready');

  const [first, second] = await Promise.all([1, 2].map(() => client.call('POST', path, { node: 'node2' })));
  expect([first?.status, second?.json]).toEqual([201, first?.json]);
  expect((await runner.sh(nodes.main.id, 'ping -c1 -W2 node2')).exitCode).toBe(0);

  const third = (await client.call('POST', path, { node: 'node3' })).json as Sandbox;
  expect((await runner.sh(third.id, 'hostname; ping -c1 -W2 node1 >/dev/null && echo there')).stdout).toBe(
    'node3\nthere\n',
  );
  expect((await client.stop(third.id)).stopReason).toBe('learner');
  expect((await client.get(nodes.main.id)).state).toBe('ready');
  expect((await client.list()).filter((s) => s.leaseId === nodes.main.leaseId && s.state === 'ready')).toHaveLength(2);
});

test('room and quota are asked for all nodes at once; a refusal leaves nothing taken', async () => {
  await using runner = await testRunner({ SLIPWAY_CAPACITY: '3', SLIPWAY_MAX_NODES_PER_OWNER: '4' });
  const { client } = runner;
  const owner = newId();
  expect(await client.refusal('POST', '/v1/sandboxes', sandboxRequest({ owner, nodes: 5 }))).toBe('quota_exceeded');
  const { status, json } = await client.call('POST', '/v1/sandboxes', sandboxRequest({ owner, nodes: 4 }));
  expect({ status, json }).toMatchObject({
    status: 503,
    json: { error: { hint: expect.stringContaining('Only 3 of the 4 machines are free') as unknown } },
  });
  expect((await client.health()).sandboxes).toBe(0);
  const nodes = await allReady(client, await client.create({ owner, nodes: 3 }), 3);
  expect((await client.health()).sandboxes).toBe(3);
  expect(await client.refusal('POST', `/v1/sandboxes/${nodes.main.id}/nodes`, { node: 'node4' })).toBe('pool_full');
  expect(await client.refusal('POST', `/v1/sandboxes/${nodes.main.id}/nodes`, { node: 'main' })).toBe('bad_request');
  expect(await client.refusal('POST', '/v1/sandboxes', sandboxRequest({ nodes: 6 }))).toBe('bad_request');
  expect(await client.refusal('POST', `/v1/sandboxes/${nodes.main.id}/checkpoints`, { name: 'x' })).toBe('conflict');
});

test('stopped while nodes are still coming: all end, with the same reason', async () => {
  await using runner = await testRunner();
  const { client, engine } = runner;
  const main = await client.create({ nodes: 4 });
  expect((await client.stop(main.id, 'operator')).stopReason).toBe('operator');
  expect((await client.list()).filter((s) => s.leaseId === main.leaseId && s.state !== 'stopped')).toEqual([]);
  expect((await engine.listContainers()).filter(({ running }) => running)).toEqual([]);
});

test('a machine that is alone keeps its name and takes no others', async () => {
  await using runner = await testRunner();
  const { client } = runner;
  const { id } = await client.create();
  expect((await runner.sh(id, 'hostname; getent hosts node2')).stdout).toBe('slipway\n');
  expect(await client.refusal('POST', `/v1/sandboxes/${id}/nodes`, { node: 'node2' })).toBe('conflict');
});
