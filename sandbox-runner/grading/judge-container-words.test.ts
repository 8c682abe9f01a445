import { expect, test } from 'vitest';
import type { ContainerDetails } from '../docker/container-schemas.ts';
import { judge } from './judge.ts';
import { aCheck, aContainer, aState } from './made-up-states.ts';

type Case = readonly [
  name: string,
  asked: Record<string, unknown>,
  expected: string,
  details: Partial<ContainerDetails>,
  found: string,
  lookAt: string,
];

const port = (host: number, container: number, protocol = 'tcp') => ({ host, container, protocol });
const mount = (type: string, source: string, target: string, isWritable = true) => ({
  ...{ type, source, target, isWritable },
});
const network = (name: string) => ({ name, address: '', gateway: '', macAddress: '', aliases: [] });
const part = (path: string): string => `docker inspect --format '{{json ${path}}}' web`;

/** What is asked, the words for it, a container to which it does not apply, and the words for that. */
const cases: readonly (readonly unknown[])[] = [
  [
    ...(['no port', { publishes: [{ host: 8080, container: 80 }] }] as const),
    ...(['publishes its port 80 on port 8080 of the machine', {}] as const),
    'publishes no port; `-p 8080:80` does, when a container is made',
    'docker port web',
  ],
  [
    ...(['ports swapped', { publishes: [{ host: 8080, container: 80 }] }] as const),
    ...(['publishes its port 80 on port 8080 of the machine', { publishes: [port(80, 8080)] }] as const),
    "publishes `80:8080`: the machine's port comes first, then the container's",
    'docker port web',
  ],
  [
    ...(['other port', { publishes: [{ host: 8080, container: 80 }] }] as const),
    ...([
      'publishes its port 80 on port 8080 of the machine',
      { publishes: [port(8081, 80), port(8081, 80)] },
    ] as const),
    'publishes `8081:80`, not `8080:80`',
    'docker port web',
  ],
  [
    ...(['any port, by UDP', { publishes: [{ container: 53, protocol: 'udp' }] }] as const),
    ...(['publishes its port 53/udp', { publishes: [port(53, 53)] }] as const),
    'publishes `53:53`, not `53/udp`',
    'docker port web',
  ],
  [
    ...(['nothing mounted', { mounts: [{ target: '/data', type: 'volume', source: 'data' }] }] as const),
    ...(['has the volume `data` mounted at `/data`', {}] as const),
    'has nothing mounted',
    part('.Mounts'),
  ],
  [
    ...(['mounted elsewhere', { mounts: [{ target: '/data' }] }] as const),
    ...(['has something mounted at `/data`', { mounts: [mount('volume', 'data', '/var')] }] as const),
    'has nothing mounted at `/data`, but at `/var`',
    part('.Mounts'),
  ],
  [
    ...(['anonymous volume', { mounts: [{ target: '/data', type: 'volume', source: 'data' }] }] as const),
    ...(['has the volume `data` mounted at `/data`', { mounts: [mount('volume', 'a'.repeat(64), '/data/')] }] as const),
    'has an anonymous volume mounted at `/data`',
    part('.Mounts'),
  ],
  [
    ...(['other folder', { mounts: [{ target: '/www', type: 'bind', source: 'site' }] }] as const),
    ...([
      "has the machine's `site` mounted at `/www`",
      { mounts: [mount('bind', '/home/learner/sit', '/www')] },
    ] as const),
    "has the machine's `/home/learner/sit` mounted at `/www`",
    part('.Mounts'),
  ],
  [
    ...(['not read-only', { mounts: [{ target: '/www', readOnly: true }] }] as const),
    ...(['has something mounted at `/www`, read-only', { mounts: [mount('bind', '/x', '/www')] }] as const),
    'may write to what is mounted at `/www`; `:ro` at the end forbids it',
    part('.Mounts'),
  ],
  [
    ...(['read-only', { mounts: [{ target: '/www', readOnly: false, type: 'tmpfs' }] }] as const),
    ...(['has a tmpfs mounted at `/www`', { mounts: [mount('tmpfs', '', '/www', false)] }] as const),
    'may not write to what is mounted at `/www`',
    part('.Mounts'),
  ],
  [
    ...(['not attached', { networks: ['skynet'] }] as const),
    ...(['is attached to the network `skynet`', { networks: [network('bridge')] }] as const),
    'is attached to `bridge`, not to `skynet`',
    part('.NetworkSettings.Networks'),
  ],
  [
    ...(['attached to none', { networks: ['skynet'] }] as const),
    ...(['is attached to the network `skynet`', {}] as const),
    'is attached to no network',
    part('.NetworkSettings.Networks'),
  ],
  [
    ...(['still attached', { notNetworks: ['bridge'] }] as const),
    ...(['is not attached to the network `bridge`', { networks: [network('a'), network('bridge')] }] as const),
    'is attached to `a`, `bridge`',
    part('.NetworkSettings.Networks'),
  ],
  [
    ...(['no variable', { env: { MODE: 'on' } }, 'has the variable `MODE` with the value `on`', {}] as const),
    ...(['does not have the variable `MODE`', part('.Config.Env')] as const),
  ],
  [
    ...(['other case', { env: { MODE: null } }, 'has the variable `MODE`', { env: new Map([['mode', 'x']]) }] as const),
    'does not have the variable `MODE`; it has `mode`, and upper and lower case count',
    part('.Config.Env'),
  ],
  [
    ...([
      'other value',
      { env: { A: '1' } },
      'has the variable `A` with the value `1`',
      { env: new Map([['A', '2']]) },
    ] as const),
    'has the variable `A` with the value `2`, not `1`',
    part('.Config.Env'),
  ],
  [
    ...(['no label', { labels: { team: 'a' } }, 'has the label `team` with the value `a`', {}] as const),
    ...(['does not have the label `team`', part('.Config.Labels')] as const),
  ],
  ['root', { user: 'node' }, 'runs as `node`', { user: '0:0' }, 'runs as root', part('.Config.User')],
  ['not root', { user: '' }, 'runs as root', { user: '1000' }, 'runs as `1000`', part('.Config.User')],
  [
    ...(['workdir', { workdir: '/app' }, 'has the working directory `/app`', {}] as const),
    ...(['has the working directory `/`', part('.Config.WorkingDir')] as const),
  ],
  [
    ...(['hostname', { hostname: 'db' }, 'has the host name `db`', { hostname: 'x' }] as const),
    ...(['has the host name `x`', part('.Config.Hostname')] as const),
  ],
  [
    ...(['no policy', { restart: 'always' }, 'has the restart policy `always`', {}] as const),
    ...(['has the restart policy `no`', part('.HostConfig.RestartPolicy')] as const),
  ],
  [
    ...(['too many tries', { restart: 'on-failure:5' }, 'has the restart policy `on-failure:5`'] as const),
    ...([{ restartPolicy: 'on-failure', restartTries: 9 }, 'has the restart policy `on-failure:9`'] as const),
    part('.HostConfig.RestartPolicy'),
  ],
  [
    ...(['no restart yet', { restartsAtLeast: 2 }, 'was restarted at least twice by its restart policy', {}] as const),
    'has not been restarted by its restart policy, which is `no`',
    part('.RestartCount'),
  ],
  [
    ...([
      'few restarts',
      { restartsAtLeast: 3 },
      'was restarted at least 3 times by its restart policy',
      { restarts: 1 },
    ] as const),
    ...(['was restarted once so far', part('.RestartCount')] as const),
  ],
  [
    ...(['no memory limit', { memory: '64m' }, 'may use at most `64m` of memory', {}] as const),
    ...(['has no limit of its own for memory', part('.HostConfig.Memory')] as const),
  ],
  [
    ...([
      'other memory limit',
      { memory: '64m' },
      'may use at most `64m` of memory',
      { memoryBytes: 128 * 1024 ** 2 },
    ] as const),
    ...(['may use at most `128m` of memory', part('.HostConfig.Memory')] as const),
  ],
  [
    ...(['cpus', { cpus: 0.5 }, 'may use at most 0.5 CPUs', { cpus: 1 }] as const),
    ...(['may use at most 1 CPUs', part('.HostConfig.NanoCpus')] as const),
  ],
  [
    ...(['pids', { pids: 50 }, 'may use at most 50 processes', {}] as const),
    ...(['has no limit of its own for processes', part('.HostConfig.PidsLimit')] as const),
  ],
  [
    ...(['no health check', { health: 'healthy' }, 'has the health `healthy`', {}] as const),
    ...(['has no health check', 'docker inspect web'] as const),
  ],
  [
    ...(['starting', { health: 'healthy' }, 'has the health `healthy`', { health: 'starting' }] as const),
    'has the health `starting`; its first check has not succeeded yet',
    part('.State.Health'),
  ],
  [
    ...(['attached', { detached: true }, 'was started with `-d`', {}] as const),
    ...([
      "was started without `-d`; this can't be changed afterwards, so run a new one",
      'docker inspect web',
    ] as const),
  ],
  [
    ...(['with --rm', { autoRemove: false }, 'was started without `--rm`', { isAutoRemoved: true }] as const),
    ...(["was started with `--rm`; this can't be changed afterwards, so run a new one", 'docker inspect web'] as const),
  ],
  [
    ...(['init', { init: true }, 'was started with `--init`', {}] as const),
    ...([
      "was started without `--init`; this can't be changed afterwards, so run a new one",
      'docker inspect web',
    ] as const),
  ],
  [
    ...(['read-only', { readOnly: true }, 'was started with `--read-only`', {}] as const),
    ...([
      "was started without `--read-only`; this can't be changed afterwards, so run a new one",
      'docker inspect web',
    ] as const),
  ],
  [
    ...(['privileged', { privileged: false }, 'was started without `--privileged`', { isPrivileged: true }] as const),
    ...([
      "was started with `--privileged`; this can't be changed afterwards, so run a new one",
      'docker inspect web',
    ] as const),
  ],
  [
    ...(['not out of memory', { oomKilled: true }, 'was killed for lack of memory', {}] as const),
    ...(['is running, and the engine saw no lack of memory', part('.State')] as const),
  ],
];

test.each(cases as Case[])('%s', (_, asked, expected, details, found, lookAt) => {
  const check = aCheck({ kind: 'container', name: 'web', ...asked });
  const state = aState({ containers: [aContainer('web', 'nginx', { state: 'running', details })] });
  expect(judge(check, state)).toEqual({
    outcome: 'fail',
    expected: `A container named \`web\` that ${expected}.`,
    found: `The container \`web\` ${found}.`,
    lookAt,
  });
});
