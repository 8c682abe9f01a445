import { expect, test } from 'vitest';
import type { ThingKey } from './changes.ts';
import { factsOf } from './facts.ts';
import { listOf } from './list-of.ts';
import { aContainer, aNetwork, anImage, aWorld, images } from './made-up-world.ts';
import { sceneOf } from './scene.ts';

const world = aWorld({
  ...images(anImage('one', ['a', 'b']), anImage('two', ['a', 'c'])),
  networks: [aNetwork('bridge'), aNetwork('skynet')],
  volumes: [{ id: 'data', driver: 'local', mountpoint: '/v/data', isAnonymous: false, project: '' }],
  containers: [
    aContainer('web', {
      ports: [{ port: 8080, protocol: 'tcp', hostIp: '0.0.0.0', privatePort: 80 }],
      mounts: [
        { kind: 'volume', volume: 'data', source: '', target: '/data', isWritable: true },
        { kind: 'bind', volume: '', source: '/home/learner/my site', target: '/src', isWritable: false },
      ],
      project: 'shop',
      service: 'front',
    }),
  ],
  ports: [
    {
      id: '8080/tcp',
      port: 8080,
      protocol: 'tcp',
      hostIp: '0.0.0.0',
      privatePort: 80,
      containerId: 'id-web',
      containerName: 'web',
      image: 'busybox',
    },
  ],
});

test.each<[ThingKey, string, string]>([
  ['container:id-web', 'web', 'docker inspect web'],
  ['network:id-skynet', 'skynet', 'docker network inspect skynet'],
  ['volume:data', 'data', 'docker volume inspect data'],
  ['bind:/home/learner/my site', '/home/learner/my site', "ls -la '/home/learner/my site'"],
  ['image:sha256:one', 'one:latest', 'docker history one:latest'],
  ['layer:a', '1 layer', 'docker history one:latest'],
  ['port:8080/tcp', '8080', 'docker port web'],
  ['section:id-bridge/shop', 'shop', 'docker compose -p shop ps -a'],
  ['engine:', 'slipway', 'docker info'],
])('%s', (key, title, command) => {
  const facts = factsOf(world, key);
  expect(facts?.title).toBe(title);
  expect(facts?.commands[0]?.command).toBe(command);
});

test('what is not there has no facts', () => {
  for (const key of [
    'container:x',
    'network:x',
    'volume:x',
    'bind:x',
    'image:x',
    'layer:x',
    'port:x',
    'pile:x',
    'task:x',
    'x:y',
  ])
    expect(factsOf(world, key as ThingKey)).toBeNull();
});

test('everything in the picture and in the list has facts', () => {
  const { frames, stores, pills, shelf } = sceneOf(world);
  const drawn = [
    ...frames.flatMap((frame) => [frame.key, ...frame.sections.flatMap((s) => s.cards.map((card) => card.key))]),
    ...[...stores, ...pills].map(({ key }) => key),
    ...shelf.rows.map(({ image }) => `image:${image.id}` as const),
    ...shelf.cells.map(({ id }) => `layer:${id}` as const),
  ];
  const listed = listOf(world).flatMap(({ items }) => items.map(({ key }) => key));
  for (const key of [...drawn, ...listed]) expect(factsOf(world, key), key).not.toBeNull();
});

test('a name that a shell would take apart is quoted, and a line break can not end the command', () => {
  const evil = aContainer("$(rm -rf ~)'\nreboot");
  const facts = factsOf(aWorld({ containers: [evil] }), `container:${evil.id}`);
  expect(facts?.commands[0]?.command).toBe(`docker inspect '$(rm -rf ~)'\\''reboot'`);
  const option = aContainer('--help');
  expect(factsOf(aWorld({ containers: [option] }), `container:${option.id}`)?.commands[0]?.command).toBe(
    "docker inspect '--help'",
  );
});
