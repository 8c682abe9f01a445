import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { AppError } from '../../protocol/errors.ts';
import { containerDetailsSchema, containerListSchema } from '../docker/container-schemas.ts';
import { engineEventSchema } from '../docker/event-schema.ts';
import { imageDetailsSchema, imageListSchema } from '../docker/image-schemas.ts';
import { readJson } from '../docker/inner-reader.ts';
import { networkListSchema, volumeListSchema } from '../docker/network-schemas.ts';
import { engineFactsSchema, nodeListSchema, serviceListSchema, taskListSchema } from '../docker/swarm-schemas.ts';
import { emptySnapshot, type Snapshot } from './facts.ts';
import { createHistory } from './history.ts';
import { judge } from './judge.ts';
import { aCheck } from './made-up-states.ts';

/**
 * A learner owns their engine, and may make it say anything: answers as an engine gives them, with some of it replaced by
 * whatever JSON can hold. Each is read or refused, and what was read is judged; nothing else is ever thrown.
 */
const id = 'ab'.repeat(32);
const labels = { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web' };
const network = { IPAddress: '172.17.0.2', Gateway: '172.17.0.1', MacAddress: '02:42:ac:11:00:02', Aliases: ['web'] };
const answers = {
  containers: [
    {
      ...{ Id: id, Names: ['/web'], Image: 'nginx', ImageID: `sha256:${id}`, State: 'running', Status: 'Up 3 minutes' },
      ...{ Created: 7, Labels: labels, NetworkSettings: { Networks: { shop: network } } },
      Mounts: [{ Type: 'volume', Name: 'data' }],
    },
  ],
  details: {
    ...{ Id: id, Name: '/web', Path: 'sh', Args: ['-c', 'date'], Image: `sha256:${id}`, RestartCount: 1 },
    State: { Status: 'exited', ExitCode: 137, OOMKilled: true, Error: 'x', StartedAt: '2026-01-01T00:00:00Z' },
    Config: {
      ...{ Image: 'nginx', Tty: true, OpenStdin: false, AttachStdout: true, User: 'app', WorkingDir: '/srv' },
      ...{ Hostname: 'web', Env: ['A=b'], Labels: labels },
    },
    HostConfig: {
      ...{ AutoRemove: false, Memory: 64e6, NanoCpus: 5e8, CpuQuota: 0, CpuPeriod: 0, PidsLimit: 10, Init: true },
      RestartPolicy: { Name: 'always' },
      PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] },
      Tmpfs: { '/scratch': 'size=1m' },
    },
    Mounts: [{ Type: 'volume', Name: 'data', Source: '/x', Destination: '/data', RW: true }],
    NetworkSettings: { Ports: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '8080' }] }, Networks: { shop: network } },
  },
  images: [{ Id: `sha256:${id}`, RepoTags: ['nginx:latest'], RepoDigests: [`nginx@sha256:${id}`], Size: 7e7 }],
  imageDetails: {
    ...{ Id: `sha256:${id}`, Architecture: 'amd64', Os: 'linux' },
    Config: {
      ...{ Cmd: ['nginx'], Entrypoint: ['/entry'], Env: ['A=b'], Labels: labels, User: 'app', WorkingDir: '/srv' },
      ...{ ExposedPorts: { '80/tcp': {} }, Volumes: { '/data': {} }, Healthcheck: { Test: ['CMD', 'true'] } },
    },
    RootFS: { Layers: [`sha256:${id}`] },
  },
  networks: [
    {
      ...{ Id: id, Name: 'shop', Driver: 'bridge', Internal: true, Attachable: false, Labels: labels },
      IPAM: { Config: [{ Subnet: '172.18.0.0/16', Gateway: '172.18.0.1' }] },
    },
  ],
  volumes: { Volumes: [{ Name: 'data', Driver: 'local', Mountpoint: '/x', Labels: labels }] },
  engine: { ServerVersion: '26.1.5', Driver: 'overlay2', Swarm: { LocalNodeState: 'active', ControlAvailable: true } },
  nodes: [
    {
      ...{ ID: 'n1', Description: { Hostname: 'node1' }, Spec: { Role: 'manager', Availability: 'active' } },
      Status: { State: 'ready' },
    },
  ],
  services: [
    {
      ID: 's1',
      Spec: {
        ...{ Name: 'web', Mode: { Replicated: { Replicas: 3 } } },
        TaskTemplate: { ContainerSpec: { Image: 'nginx@sha256:1' }, Networks: [{ Target: id }] },
      },
      Endpoint: { Ports: [{ PublishedPort: 8080 }] },
      UpdateStatus: { State: 'completed' },
    },
  ],
  tasks: [{ ServiceID: 's1', NodeID: 'n1', DesiredState: 'running', Status: { State: 'running', Err: '' } }],
  event: {
    ...{ Type: 'container', Action: 'die', timeNano: 1.5e18 },
    Actor: { ID: id, Attributes: { name: 'web', image: 'nginx', exitCode: '137', signal: '9' } },
  },
};

const checks = [
  { kind: 'container', name: 'web', image: 'nginx', state: 'running', exitCode: 0, env: { A: 'c' }, user: 'root' },
  { kind: 'container', name: 'web', publishes: [{ host: 8080, container: 80 }], restart: 'always', memory: '64m' },
  { kind: 'container', name: 'web', networks: ['shop'], mounts: [{ type: 'volume', source: 'data', target: '/data' }] },
  { kind: 'image', reference: 'nginx', maxSize: '1MB', user: 'root', exposes: ['80/tcp'], sharesLayersWith: 'debian' },
  { kind: 'network', name: 'shop', containers: ['web'], driver: 'overlay', internal: false },
  { kind: 'volume', name: 'data', usedBy: 'web' },
  { kind: 'compose', project: 'shop', services: { web: { replicas: 2 }, db: {} } },
  { kind: 'swarm', managers: 1, workers: 2 },
  { kind: 'service', name: 'web', replicas: 3, nodesAtLeast: 2 },
  { kind: 'happened', what: 'ended', name: 'web', exitCode: 137 },
].map((check) => aCheck(check));

const odd = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  fc.constantFrom<unknown>(null, [], {}, '', 0, -1, 1e308, 2 ** 53, true, '__proto__', '\u0000', '\ud800', '../..'),
  fc.constantFrom<unknown>(
    'x'.repeat(70_000),
    Array.from({ length: 3000 }, () => null),
    { __proto__: null, a: {} },
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
);
/** Where to, as fractions of the number of children at each level, and what to put there; undefined takes it away. */
const change = fc.record({
  way: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 7 }),
  put: fc.option(odd, { nil: undefined, freq: 6 }),
});
const changes = fc.array(change, { maxLength: 5 });

function changed(value: unknown, way: readonly number[], put: unknown): unknown {
  const [first, ...rest] = way;
  if (first === undefined || typeof value !== 'object' || value === null) return put;
  const keys = Object.keys(value);
  const key = keys[Math.floor(first * keys.length)];
  if (key === undefined) return put;
  const child = changed((value as Record<string, unknown>)[key], rest, put);
  if (Array.isArray(value)) return value.map((item: unknown, i) => (String(i) === key ? child : item));
  return { ...value, [key]: child };
}

/** As an engine's body, read as the runner reads it; undefined: refused as garbage. */
function read<T>(schema: z.ZodType<T>, answer: unknown): T | undefined {
  try {
    return readJson(Buffer.from(JSON.stringify(answer ?? null)), schema, '/asked');
  } catch (error) {
    if (error instanceof AppError && error.code === 'engine_garbage') return undefined;
    throw error;
  }
}

function snapshotOf(said: typeof answers): Snapshot {
  const details = read(containerDetailsSchema, said.details);
  const imageDetails = read(imageDetailsSchema, said.imageDetails);
  const history = createHistory();
  const event = read(engineEventSchema, said.event);
  if (event !== undefined) history.add(event);
  return {
    ...emptySnapshot,
    containers: (read(containerListSchema, said.containers) ?? []).map((c) => ({
      ...c,
      ...{ details, logs: undefined, changes: undefined },
    })),
    images: (read(imageListSchema, said.images) ?? []).map((image) => ({
      ...image,
      ...{ details: imageDetails, instructions: undefined },
    })),
    networks: read(networkListSchema, said.networks) ?? [],
    volumes: read(volumeListSchema, said.volumes) ?? [],
    swarm: {
      ...emptySnapshot.swarm,
      ...read(engineFactsSchema, said.engine),
      isKnown: true,
      nodes: read(nodeListSchema, said.nodes) ?? [],
      services: read(serviceListSchema, said.services) ?? [],
      tasks: read(taskListSchema, said.tasks) ?? [],
    },
    history: history.view(),
  };
}

test('an honest engine’s answers are read, each of them', () => {
  const snapshot = snapshotOf(answers);
  expect(snapshot.containers[0]?.details?.name).toBe('web');
  expect(snapshot.images[0]?.details?.user).toBe('app');
  expect([snapshot.networks, snapshot.volumes, snapshot.swarm.tasks, snapshot.history.containers]).not.toContainEqual(
    [],
  );
});

test('whatever an engine answers is read or refused, and judged in words that fit', { timeout: 120_000 }, () => {
  const seen = { read: 0, refused: 0 };
  fc.assert(
    fc.property(changes, (all) => {
      const said = all.reduce<unknown>((value, { way, put }) => changed(value, way, put), answers);
      const snapshot = snapshotOf({ ...answers, ...(said as typeof answers) });
      seen[snapshot.containers[0]?.details === undefined ? 'refused' : 'read'] += 1;
      for (const check of checks) {
        const { expected, found, lookAt } = judge(check, snapshot);
        expect(expected.length).toBeLessThanOrEqual(600);
        expect(found.length).toBeLessThanOrEqual(600);
        expect(lookAt.length).toBeLessThanOrEqual(200);
      }
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(100);
});

test('bytes that are no answer at all are refused', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      try {
        readJson(Buffer.from(bytes), containerListSchema, '/asked');
      } catch (error) {
        expect(error).toMatchObject({ code: 'engine_garbage' });
      }
    }),
    { numRuns: 2000 },
  );
});
