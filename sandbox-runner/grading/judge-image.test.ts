import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { aCheck, anImage, anImageWith, aState } from './made-up-states.ts';

type Image = Parameters<typeof anImageWith>[0];

const base = anImageWith({ sizeBytes: 74_800_000, details: { layers: ['1', '2'] } }, 'debian:latest');
const inspect = (path: string): string => `docker image inspect --format '{{json ${path}}}' app`;

type Case = readonly [
  name: string,
  asked: Record<string, unknown>,
  expected: string,
  image: Image,
  found: string,
  lookAt: string,
];

const cases: readonly (readonly unknown[])[] = [
  [
    'too large',
    { maxSize: '20MB' },
    'is at most 20MB large',
    { sizeBytes: 120_400_000 },
    'is 120MB large',
    'docker images app',
  ],
  [
    'too small',
    { minSize: '1GB' },
    'is at least 1GB large',
    { sizeBytes: 4_270_000 },
    'is 4.27MB large',
    'docker images app',
  ],
  [
    ...(['not smaller', { smallerThan: 'debian' }, 'is smaller than `debian`', { sizeBytes: 2e9 }] as const),
    ...(['is 2GB large, and `debian` is 74.8MB', 'docker images'] as const),
  ],
  [
    ...(['nothing to compare', { smallerThan: 'nginx' }, 'is smaller than `nginx`', {}] as const),
    ...(["can't be compared: `nginx` is not here", 'docker images'] as const),
  ],
  [
    ...(['layers', { maxLayers: 1 }, 'has at most 1 layer', { details: { layers: ['1', '2'] } }] as const),
    ...(['has 2 layers', 'docker history app'] as const),
  ],
  [
    ...(['few layers', { minLayers: 2 }, 'has at least 2 layers', { details: { layers: ['1'] } }] as const),
    ...(['has 1 layer', 'docker history app'] as const),
  ],
  [
    ...([
      'other base',
      { builtFrom: 'debian' },
      'is built from `debian`',
      { details: { layers: ['1', '3'] } },
    ] as const),
    ...(['is not built from `debian`: its lowest layers are others', inspect('.RootFS.Layers')] as const),
  ],
  [
    ...([
      'nothing shared',
      { sharesLayersWith: 'debian' },
      'has a layer in common with `debian`',
      { details: { layers: ['3'] } },
    ] as const),
    ...(['has no layer in common with `debian`', inspect('.RootFS.Layers')] as const),
  ],
  [
    ...(['not the same', { sameAs: 'debian' }, 'is the very same image as `debian`', {}] as const),
    ...(['is another image than `debian`: their ids differ', 'docker images'] as const),
  ],
  [
    ...(['the same', { differsFrom: 'debian' }, 'is another image than `debian`', { id: base.id }] as const),
    ...(['is still the same image as `debian`, under two names', 'docker images --digests'] as const),
  ],
  [
    ...([
      'history',
      { history: 'apt-get' },
      'was made by an instruction with `apt-get`',
      { instructions: ['CMD'] },
    ] as const),
    ...(['has no instruction with `apt-get` in its history', 'docker history --no-trunc app'] as const),
  ],
  ['no CMD', { command: 'nginx' }, 'has a CMD with `nginx`', {}, 'has no CMD', inspect('.Config.Cmd')],
  [
    ...(['other CMD', { command: 'nginx' }, 'has a CMD with `nginx`', { details: { command: ['sh', '-c'] } }] as const),
    ...(['has a CMD of `sh -c`', inspect('.Config.Cmd')] as const),
  ],
  [
    'no ENTRYPOINT',
    { entrypoint: 'x' },
    'has an ENTRYPOINT with `x`',
    {},
    'has no ENTRYPOINT',
    inspect('.Config.Entrypoint'),
  ],
  [
    ...(['shell form', { shellForm: false }, 'runs its command itself, without a shell'] as const),
    ...([
      { details: { command: ['/bin/sh', '-c', 'date'] } },
      'runs `["/bin/sh","-c","date"]`',
      inspect('.Config'),
    ] as const),
  ],
  [
    ...([
      'exec form',
      { shellForm: true },
      'runs its command by a shell',
      { details: { entrypoint: ['date'] } },
    ] as const),
    ...(['runs `["date"]`', inspect('.Config')] as const),
  ],
  [
    ...(['variable', { env: { A: '1' } }, 'has the variable `A` with the value `1`', {}] as const),
    ...(['does not have the variable `A`', inspect('.Config.Env')] as const),
  ],
  [
    ...(['label', { labels: { a: null } }, 'has the label `a`', {}] as const),
    ...(['does not have the label `a`', inspect('.Config.Labels')] as const),
  ],
  [
    ...(['root', { user: 'node' }, 'has its containers run as `node`', {}] as const),
    ...(['has its containers run as root', inspect('.Config.User')] as const),
  ],
  [
    ...(['workdir', { workdir: '/app' }, 'has the working directory `/app`', {}] as const),
    ...(['has the working directory `/`', inspect('.Config.WorkingDir')] as const),
  ],
  ['no port', { exposes: ['80'] }, 'exposes port 80', {}, 'exposes no port', inspect('.Config.ExposedPorts')],
  [
    ...(['other port', { exposes: ['53/udp'] }, 'exposes port 53/udp', { details: { exposes: ['53/tcp'] } }] as const),
    ...(['exposes `53/tcp`', inspect('.Config.ExposedPorts')] as const),
  ],
  ['no volume', { volumes: ['/d'] }, 'declares a volume at `/d`', {}, 'declares no volume', inspect('.Config.Volumes')],
  [
    'no health check',
    { healthcheck: true },
    'has a health check',
    {},
    'has no health check',
    inspect('.Config.Healthcheck'),
  ],
];

test.each(cases as Case[])('%s', (_, asked, expected, image, found, lookAt) => {
  const check = aCheck({ kind: 'image', reference: 'app', ...asked });
  expect(judge(check, aState({ images: [anImageWith(image, 'app:latest'), base] }))).toEqual({
    outcome: 'fail',
    expected: `The image \`app\` on this machine; it ${expected}.`,
    found: `It ${found}.`,
    lookAt,
  });
});

test('everything at once', () => {
  const check = aCheck({
    ...{
      kind: 'image',
      reference: 'app',
      maxSize: '20MB',
      minSize: '1kB',
      smallerThan: 'debian',
      maxLayers: 3,
      minLayers: 3,
    },
    ...{
      builtFrom: 'debian',
      sharesLayersWith: 'debian',
      differsFrom: 'debian',
      sameAs: 'app:1.0',
      history: 'apt-get',
    },
    ...{ command: 'run', entrypoint: 'app', shellForm: false, env: { A: '1' }, labels: { b: null }, user: 'node' },
    ...{ workdir: '/w', exposes: ['80', '53/udp'], volumes: ['/d'], healthcheck: true },
  });
  const app = anImageWith(
    {
      sizeBytes: 20_000_000,
      instructions: ['CMD', 'RUN apt-get update'],
      details: {
        ...{ layers: ['1', '2', '3'], command: ['run'], entrypoint: ['app'], env: new Map([['A', '1']]) },
        ...{ labels: new Map([['b', 'c']]), user: 'node', workdir: '/w', exposes: ['80/tcp', '53/udp'] },
        ...{ volumes: ['/d'], hasHealthcheck: true },
      },
    },
    ...['app:latest', 'app:1.0'],
  );
  expect(judge(check, aState({ images: [app, base] })).outcome).toBe('pass');
});

test('images without a name', () => {
  const gone = aCheck({ kind: 'image', reference: '<none>', exists: false });
  expect(judge(gone, aState({ images: [anImage('a:1')] }))).toMatchObject({
    outcome: 'pass',
    expected: 'No image without a name on this machine.',
  });
  expect(judge(gone, aState({ images: [anImage()] }))).toMatchObject({ outcome: 'fail', found: 'It is still here.' });
  const here = aCheck({ kind: 'image', reference: '<none>' });
  expect(judge(here, aState({ images: [anImage('a:1')] })).found).toBe('All images here have a name.');
});
