import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { newId } from '../../protocol/ids.ts';
import type { World, WorldContainer } from '../../protocol/world.ts';
import { testRunner, type TestRunner } from './_util/test-runner.ts';
import { bearer } from './_util/ticket.ts';
import { worldBrowser, type WorldBrowser } from './_util/world-browser.ts';

/** The picture of a real sandbox: what is done in it is told to who looks on. */
let runner: TestRunner;

beforeAll(async () => {
  runner = await testRunner();
});

afterAll(async () => {
  await runner[Symbol.asyncDispose]();
});

interface Sandbox {
  readonly id: string;
  readonly browser: WorldBrowser;
  readonly docker: (command: string) => Promise<void>;
}

async function sandbox(): Promise<Sandbox> {
  const { id, owner } = await runner.client.create({ presentImages: ['busybox'] });
  const browser = await worldBrowser(
    `ws://127.0.0.1:${runner.client.port}/v1/sandboxes/${id}/world`,
    await bearer({ scope: 'sandbox', sandboxId: id, learner: owner }),
  );
  return {
    ...{ id, browser },
    async docker(command) {
      const { exitCode, stdout, stderr } = await runner.sh(id, command);
      if (exitCode !== 0) throw new Error(`${command}: ${stdout}${stderr}`);
    },
  };
}

const named = (world: World, name: string): WorldContainer | undefined => world.containers.find((c) => c.name === name);

test('run, publish, connect, volume, exit, rm: each is told as it happens', async () => {
  const { id, browser, docker } = await sandbox();
  const first = await browser.sees('an engine without containers', ({ engine }) => engine.version !== '');
  expect(first).toMatchObject({ containers: [], ports: [], engine: { state: 'answering', swarm: 'none' } });
  expect(first.networks.map(({ name }) => name).sort()).toEqual(['bridge', 'host', 'none']);
  expect(first.images.flatMap(({ tags }) => tags)).toContain('busybox:latest');
  const top = first.images.find(({ tags }) => tags.includes('busybox:latest'))?.top;
  expect(first.layers.find((layer) => layer.id === top)).toMatchObject({ bytes: expect.any(Number) as number });

  await docker(
    'docker run -d --name web -p 8080:80 -v data:/data -v $PWD:/src:ro --memory 32m --label com.docker.compose.project=shop busybox sleep 1000',
  );
  const running = await browser.sees('web runs', (world) => named(world, 'web')?.state === 'running');
  expect(running.ports).toMatchObject([
    { port: 8080, privatePort: 80, protocol: 'tcp', containerName: 'web', image: 'busybox' },
  ]);
  expect(running.volumes.map((volume) => volume.id)).toContain('data');
  expect(named(running, 'web')).toMatchObject({
    command: 'sleep 1000',
    project: 'shop',
    networks: [{ name: 'bridge', address: expect.stringMatching(/^172\./) as string }],
    mounts: [
      { kind: 'bind', source: '/home/learner', target: '/src', isWritable: false },
      { kind: 'volume', volume: 'data', target: '/data', isWritable: true },
    ].sort((a, b) => a.target.localeCompare(b.target)),
    details: { memoryBytes: 32 * 1024 * 1024, restarts: 0 },
  });

  await docker('docker network create --internal skynet');
  const { networks } = await browser.sees('skynet', (world) => world.networks.some(({ name }) => name === 'skynet'));
  expect(networks.find(({ name }) => name === 'skynet')).toMatchObject({ driver: 'bridge', isInternal: true });
  await docker('docker network connect skynet web');
  await browser.sees('web on both', (world) => named(world, 'web')?.networks.length === 2);
  await docker('docker update --cpus 0.5 web');
  await browser.sees('a limit', (world) => named(world, 'web')?.details?.cpus === 0.5);
  await docker('docker rename web www');
  await browser.sees('its name', (world) => named(world, 'www') !== undefined);

  await docker('docker kill www');
  const ended = await browser.sees('it ended', (world) => named(world, 'www')?.exitCode === 137);
  expect(ended.ports).toEqual([]);
  await docker('docker rm www; docker volume rm data; docker network rm skynet');
  await browser.sees(
    'all gone',
    (world) => world.containers.length + world.volumes.length === 0 && world.networks.length === 3,
  );
  await docker('printf "FROM busybox\\nRUN echo hi > /a\\n" | docker build -q -t app -');
  const { images, layers } = await browser.sees('the image', (world) =>
    world.images.some(({ tags }) => tags.includes('app:latest')),
  );
  const app = images.find(({ tags }) => tags.includes('app:latest'));
  expect(layers.find((layer) => layer.id === app?.top)).toMatchObject({
    below: top,
    madeBy: expect.stringContaining('echo hi') as string,
  });
  await browser.close();
  await runner.client.stop(id);
});

test('health, and a swarm with its node, service and tasks', async () => {
  const { id, browser, docker } = await sandbox();
  await docker(
    'docker run -d --name sick --health-cmd false --health-interval 1s --health-retries 1 busybox sleep 1000',
  );
  await browser.sees('it is unhealthy', (world) => named(world, 'sick')?.health === 'unhealthy');
  await docker('docker swarm init --advertise-addr 127.0.0.1');
  const { nodes } = await browser.sees('a manager', (world) => world.engine.swarm === 'manager');
  expect(nodes).toMatchObject([{ role: 'manager', isLeader: true, availability: 'active' }]);
  await docker('docker service create -d --name api --replicas 2 -p 9000:90 busybox sleep 1000');
  const world = await browser.sees(
    'two tasks run',
    ({ tasks }) => tasks.filter((task) => task.state === 'running').length === 2,
    60_000,
  );
  expect(world.services).toMatchObject([{ name: 'api', replicas: 2, ports: [{ port: 9000, privatePort: 90 }] }]);
  expect(world.ports).toMatchObject([{ port: 9000, containerId: '', containerName: 'api' }]);
  await docker('docker swarm leave --force');
  const left = await browser.sees('no swarm', ({ engine }) => engine.swarm === 'none');
  expect(left.nodes).toEqual([]);
  await browser.close();
  await runner.client.stop(id);
});

test('an engine that is killed is told, and what it has again when it is back', async () => {
  const { id, browser, docker } = await sandbox();
  await docker('docker create --name kept busybox true');
  await browser.sees('kept', (world) => named(world, 'kept') !== undefined);
  await runner.sh(id, 'pkill -9 dockerd; pkill -9 containerd', { user: '0:0' });
  const silent = await browser.sees('it does not answer', ({ engine }) => engine.state !== 'answering');
  expect(silent.engine.sentence).toMatch(/Docker Engine/);
  expect(named(silent, 'kept')).toBeDefined();
  await browser.sees('it answers again', ({ engine }) => engine.state === 'answering', 60_000);
  await docker('docker create --name later busybox true');
  await browser.sees('later', (world) => named(world, 'later') !== undefined);
  await browser.close();
  await runner.client.stop(id);
});

test('a machine that ends says so, and only its learner may look', async () => {
  const { id, browser } = await sandbox();
  const url = `ws://127.0.0.1:${runner.client.port}/v1/sandboxes/${id}/world`;
  const refused = async (headers: Record<string, string>): Promise<number> => {
    const socket = new WebSocket(url, { headers });
    socket.on('error', () => undefined);
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
    return response.statusCode;
  };
  expect(await refused(await bearer({ scope: 'sandbox', sandboxId: id, learner: newId() }))).toBe(403);
  expect(await refused(await bearer({ scope: 'sandbox', sandboxId: newId(), learner: newId() }))).toBe(403);
  expect(await refused(await bearer({ scope: 'site' }))).toBe(403);
  expect(await refused({})).toBe(401);
  await browser.sees('a world', () => true);
  await runner.client.stop(id);
  await expect.poll(() => browser.closeCode).toBe(4410);
});
