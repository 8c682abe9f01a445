import { expect, test } from 'vitest';
import type { World } from '../../../protocol/world.ts';
import { layout, slotsAfter, type Box, type Flow, type Placed } from './layout.ts';
import { aContainer, aNetwork, aWorld } from './made-up-world.ts';
import { sceneOf } from './scene.ts';

const place = (world: World, before?: Placed, flow: Flow = 'down'): Placed =>
  layout(sceneOf(world), before?.slots ?? new Map(), { flow, shelf: flow === 'down' ? 'below' : 'beside' });
const at = (placed: Placed, key: string): Box => {
  const box = placed.boxes.get(key);
  if (box === undefined) throw new Error(`${key} is not placed`);
  return box;
};
const isInside = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;
const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const mount = (volume: string) =>
  ({ kind: 'volume', volume, source: '', target: `/${volume}`, isWritable: true }) as const;
const volume = (id: string) => ({ id, driver: 'local', mountpoint: '', isAnonymous: false, project: '' });
const skynet = [aNetwork('bridge'), aNetwork('skynet')];
const busy = aWorld({
  networks: skynet,
  volumes: [volume('data'), volume('unused')],
  containers: [
    aContainer('web', {
      networks: [
        { name: 'bridge', address: '' },
        { name: 'skynet', address: '' },
      ],
      mounts: [mount('data')],
    }),
    aContainer('db', { networks: [{ name: 'skynet', address: '' }], createdAtMs: 2000 }),
    aContainer('shop-1', { project: 'shop', createdAtMs: 3000 }),
  ],
  ports: [
    {
      id: '8080/tcp',
      port: 8080,
      protocol: 'tcp',
      hostIp: '',
      privatePort: 80,
      containerId: 'id-web',
      containerName: 'web',
      image: 'x',
    },
  ],
});

test.each(['down', 'right'] as const)(
  'everything has a place in its frame, and nothing lies on anything else: %s',
  (flow) => {
    const placed = place(busy, undefined, flow);
    const engine = at(placed, 'engine');
    for (const [frame, card] of [
      ['network:id-bridge', 'container:id-web'],
      ['network:id-skynet', 'container:id-db'],
      ['network:id-bridge', 'section:id-bridge/shop'],
      ['section:id-bridge/shop', 'container:id-shop-1'],
    ] as const)
      expect(isInside(at(placed, card), at(placed, frame))).toBe(true);
    const apart = ['network:id-bridge', 'network:id-skynet', 'volume:data', 'volume:unused', 'shelf'].map((key) =>
      at(placed, key),
    );
    for (const box of apart) {
      expect(isInside(box, engine)).toBe(true);
      expect(apart.filter((other) => overlaps(box, other))).toEqual([box]);
    }
    const port = at(placed, 'port:8080/tcp');
    expect(overlaps(port, engine) && !isInside(port, engine)).toBe(true);
  },
);

test('a volume lies beyond the network of the container that uses it', () => {
  const frame = at(place(busy), 'network:id-bridge');
  expect(at(place(busy), 'volume:data').y).toBeGreaterThanOrEqual(frame.y + frame.height);
  const right = place(busy, undefined, 'right');
  expect(at(right, 'volume:data').x).toBeGreaterThanOrEqual(at(right, 'network:id-bridge').x + frame.width);
});

test('who stays, stays: a new container, one that goes, a new network and a new state move no card', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const world = (kept: readonly string[], more: Partial<World> = {}): World =>
    aWorld({ containers: kept.map((name) => aContainer(name, { createdAtMs: names.indexOf(name) })), ...more });
  const first = place(world(['a', 'b', 'c']));
  const steps = [
    world(['a', 'b', 'c', 'd']),
    world(['a', 'c', 'd']),
    world(['a', 'c', 'd', 'e'], { networks: skynet }),
  ];
  let placed = first;
  for (const step of steps) placed = place(step, placed);
  for (const name of ['a', 'c']) expect(at(placed, `container:id-${name}`)).toEqual(at(first, `container:id-${name}`));
  // The place that became free is taken.
  expect(at(placed, 'container:id-e')).toEqual(at(first, 'container:id-b'));
});

test('slots', () => {
  expect(slotsAfter([], ['a', 'b'])).toEqual(['a', 'b']);
  expect(slotsAfter(['a', 'b', 'c'], ['a', 'c'])).toEqual(['a', null, 'c']);
  expect(slotsAfter(['a', null, 'c'], ['a', 'c', 'd', 'e'])).toEqual(['a', 'd', 'c', 'e']);
  expect(slotsAfter(['a', 'b'], ['a'])).toEqual(['a']);
  expect(slotsAfter(['a'], [])).toEqual([]);
});

test('300 containers, 60 networks and 150 volumes are laid out in bounded space', () => {
  const networks = Array.from({ length: 60 }, (_, i) => aNetwork(`n${i}`));
  const containers = Array.from({ length: 300 }, (_, i) =>
    aContainer(`c${i}`, {
      image: `i${i % 50}`,
      networks: [`n${i % 60}`, `n${(i * 7) % 60}`].map((name) => ({ name, address: '' })),
      mounts: [mount(`v${i % 150}`)],
    }),
  );
  const volumes = Array.from({ length: 150 }, (_, i) => volume(`v${i}`));
  const placed = place(aWorld({ networks, containers, volumes }));
  expect(placed.boxes.size).toBeLessThan(250);
});

test('an engine with nothing in it', () => {
  expect([...place(aWorld()).boxes.keys()].sort()).toEqual(['engine', 'network:id-bridge', 'shelf']);
});
