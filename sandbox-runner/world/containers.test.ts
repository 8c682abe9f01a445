import { expect, test } from 'vitest';
import { worldCaps } from '../../protocol/world.ts';
import { worldContainersSchema, type ListedContainer } from '../docker/world-schemas.ts';
import { chooseContainers, publishedPorts, worldContainer } from './containers.ts';

/** As engine 26.1 lists one. */
const answer = (parts: Record<string, unknown> = {}): Record<string, unknown> => ({
  Id: 'ab'.repeat(32),
  Names: ['/other/alias', '/web'],
  Image: 'nginx',
  ImageID: `sha256:${'cd'.repeat(32)}`,
  Command: "nginx -g 'daemon off;'",
  Created: 7,
  Ports: [
    { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
    { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
    { PrivatePort: 443, Type: 'tcp' },
  ],
  Labels: { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'front', other: 'x' },
  State: 'running',
  Status: 'Up 3 minutes (healthy)',
  HostConfig: { NetworkMode: 'zoo' },
  NetworkSettings: { Networks: { ant: { IPAddress: '10.0.0.2' }, zoo: { IPAddress: '10.1.0.2' } } },
  Mounts: [
    { Type: 'volume', Name: 'data', Source: '/v/data/_data', Destination: '/data', Mode: 'z', RW: true },
    { Type: 'bind', Source: '/home/learner', Destination: '/src', Mode: '', RW: false },
  ],
  ...parts,
});
const listed = (parts: Record<string, unknown> = {}): ListedContainer => {
  const [one] = worldContainersSchema.parse([answer(parts)]);
  if (one === undefined) throw new Error('none');
  return one;
};

test('a container as the engine lists it', () => {
  expect(worldContainer(listed(), undefined)).toMatchObject({
    name: 'web',
    state: 'running',
    exitCode: null,
    health: 'healthy',
    project: 'shop',
    service: 'front',
    ports: [
      { port: 8080, privatePort: 80, protocol: 'tcp', hostIp: '0.0.0.0' },
      { port: null, privatePort: 443, protocol: 'tcp', hostIp: '' },
    ],
    // The one that it was made in comes first.
    networks: [
      { name: 'zoo', address: '10.1.0.2' },
      { name: 'ant', address: '10.0.0.2' },
    ],
    mounts: [
      { kind: 'volume', volume: 'data', target: '/data', isWritable: true },
      { kind: 'bind', volume: '', source: '/home/learner', target: '/src', isWritable: false },
    ],
    details: null,
  });
});

test.each([
  ['Exited (137) 2 minutes ago', 137, 'none'],
  ['Restarting (1) 2 seconds ago', 1, 'none'],
  ['Exited (0) About a minute ago', 0, 'none'],
  ['Up 2 seconds (health: starting)', null, 'starting'],
  ['Up 2 minutes (unhealthy)', null, 'unhealthy'],
  ['Up 2 minutes (Paused)', null, 'none'],
  ['Created', null, 'none'],
  ['nonsense (7)', null, 'none'],
])('%s', (Status, exitCode, health) => {
  expect(worldContainer(listed({ Status }), undefined)).toMatchObject({ exitCode, health });
});

test('one without a name or with a made-up state is still one', () => {
  expect(worldContainer(listed({ Names: null, State: 'dancing', Mounts: null }), undefined)).toMatchObject({
    ...{ name: 'abababababab', state: 'unknown', mounts: [] },
  });
});

test('what is mounted stays in one order, in whichever the engine lists it', () => {
  const mounts = answer()['Mounts'] as unknown[];
  expect(worldContainer(listed({ Mounts: mounts.toReversed() }), undefined).mounts).toEqual(
    worldContainer(listed(), undefined).mounts,
  );
});

test('one that shares the network of another', () => {
  const parts = { HostConfig: { NetworkMode: 'container:abc' }, NetworkSettings: { Networks: {} } };
  expect(worldContainer(listed(parts), undefined)).toMatchObject({ networkOf: 'abc', networks: [] });
});

test('details: limits, and times that never were', () => {
  const details = {
    RestartCount: 2,
    State: { OOMKilled: true, Error: '', StartedAt: 5, FinishedAt: null },
    HostConfig: { Memory: 1024, NanoCpus: 0, CpuQuota: 50_000, CpuPeriod: 0, RestartPolicy: { Name: 'always' } },
  };
  expect(worldContainer(listed(), details).details).toEqual({
    ...{ wasOomKilled: true, error: '', startedAtMs: 5, finishedAtMs: null, restarts: 2, restartPolicy: 'always' },
    ...{ memoryBytes: 1024, cpus: 0.5 },
  });
});

test('a port is there once, whether bound for IPv4, IPv6 or both, and a service has ports too', () => {
  const service = {
    ...{ id: 's', name: 'api', image: 'api', replicas: 1, running: 1, stack: '' },
    ports: [{ port: 9000, privatePort: 90, protocol: 'tcp' }],
  };
  expect(publishedPorts([worldContainer(listed(), undefined)], [service])).toMatchObject([
    { id: '8080/tcp', port: 8080, privatePort: 80, containerName: 'web', image: 'nginx' },
    { id: '9000/tcp', port: 9000, containerId: '', containerName: 'api' },
  ]);
});

test('of too many, those that run and the newest are shown, and the rest is counted', () => {
  const many = Array.from({ length: worldCaps.containers + 30 }, (_, i) =>
    listed({ Id: i.toString(16).padStart(64, '0'), Created: i, State: i === 0 ? 'running' : 'created', Image: 'x' }),
  );
  const { shown, leftOut } = chooseContainers(many);
  expect(shown).toHaveLength(worldCaps.containers);
  expect(shown[0]?.Created).toBe(0);
  expect(shown[1]?.Created).toBe(worldCaps.containers + 29);
  expect(leftOut).toEqual([{ image: 'x', state: 'created', count: 30 }]);
});

test('texts are cut and lists bounded', () => {
  const long = 'x'.repeat(10_000);
  const networks = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`n${i}`, { IPAddress: long }]));
  const container = worldContainer(
    listed({ Image: long, Command: long, NetworkSettings: { Networks: networks } }),
    undefined,
  );
  expect(container.networks).toHaveLength(worldCaps.perContainer);
  expect(JSON.stringify(container).length).toBeLessThan(4000);
});

test.each([[null], [{}], ['x'], [[1]], [[{ ...answer(), Id: '../../etc' }]], [[{ ...answer(), Ports: [{ IP: 1 }] }]]])(
  'no list of containers %#',
  (value) => {
    expect(worldContainersSchema.safeParse(value).success).toBe(false);
  },
);
