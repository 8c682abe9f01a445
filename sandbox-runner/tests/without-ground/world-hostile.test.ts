import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { worldCaps, type World } from '../../../protocol/world.ts';
import { connectInnerWorld } from '../../docker/inner-world.ts';
import { worldWatch } from '../../world/world-watch.ts';
import { anEngine, fakeDockerd } from '../_util/fake-dockerd.ts';
import { answer, fakeVolume, flood } from '../_util/fake-engine.ts';
import { until } from '../_util/until.ts';
import { worldKeeper } from '../_util/world-browser.ts';

/** The picture's reading of an engine that may be anything: without a sandbox, over a real socket. */
const logger = pino({ level: 'silent' });

interface Watching {
  readonly sizes: number[];
  readonly world: () => World | undefined;
  readonly sees: (what: string, condition: (world: World) => boolean, deadlineMs?: number) => Promise<World>;
  readonly stop: () => void;
}

function watching(watch: ReturnType<typeof worldWatch>): Watching {
  const keeper = worldKeeper();
  const sizes: number[] = [];
  const stop = watch.watch({
    onMessage(text) {
      sizes.push(text.length);
      keeper.take(text);
    },
    onEnd: () => undefined,
  });
  const sees: Watching['sees'] = (what, condition, deadlineMs) =>
    until(
      what,
      () => {
        const world = keeper.world();
        return world !== undefined && condition(world) ? world : undefined;
      },
      deadlineMs,
    );
  return { sizes, world: keeper.world, sees, stop };
}

const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
/** Of all that the picture reads, with what sockets hold. */
const mostTakenBytes = 100e6;
const mostSeconds = 5;
const liars: readonly (readonly [string, (socket: Socket) => unknown, World['engine']['state']])[] = [
  ['never answers', () => undefined, 'silent'],
  ['hangs up', (s) => s.destroy(), 'silent'],
  ['talks another language', (s) => s.end('SSH-2.0-OpenSSH_9.2\r\n'), 'odd'],
  ['sends noise without end', (s) => flood(s, 'x'.repeat(65536)), 'odd'],
  [
    'sends a body without end',
    (s) => {
      s.write('HTTP/1.1 200 OK\r\n\r\n');
      flood(s, '['.repeat(65536));
    },
    'odd',
  ],
  [
    'sends crumbs without end',
    (s) => {
      s.write(chunked);
      flood(s, '1\r\n \r\n'.repeat(1000));
    },
    'odd',
  ],
  ['sends other JSON', (s) => s.end(answer('{"Id":1}')), 'odd'],
  ['sends deep JSON', (s) => s.end(answer('['.repeat(200_000) + ']'.repeat(200_000))), 'odd'],
  ['sends a million wrong elements', (s) => s.end(answer(`[${'1,'.repeat(400_000)}1]`)), 'odd'],
  ['answers 500', (s) => s.end(answer('{"message":"no"}', '500 Internal Server Error')), 'odd'],
];

test.each(liars)(
  'an engine that %s is a state of the picture, and our process goes on meanwhile',
  async (_, lie, state) => {
    await using volume = await fakeVolume((socket) => lie(socket));
    const watch = worldWatch(connectInnerWorld(volume.path), logger);
    const cpu = process.cpuUsage();
    const { sees } = watching(watch);
    const { engine, containers } = await sees('a state', (world) => world.engine.state !== 'answering', 10_000);
    await sleep(1500);
    watch.close();
    // In crumbs, or as a time-out: whichever limit is reached first.
    if (state === 'odd') expect(['odd', 'silent']).toContain(engine.state);
    else expect(engine.state).toBe(state);
    expect(engine.sentence).toMatch(/Docker Engine/);
    expect(containers).toEqual([]);
    // Of processor time, which other work on the machine does not add to; the one who floods is in this process too.
    expect(process.cpuUsage(cpu).user / 1e6).toBeLessThan(mostSeconds);
    expect(volume.bytesTaken).toBeLessThan(mostTakenBytes);
  },
);

test('nobody watching: nothing is read, before, between and after', async () => {
  await using engine = await fakeDockerd(anEngine(() => 3));
  const watch = worldWatch(connectInnerWorld(engine.volume.path), logger);
  await sleep(300);
  expect(engine.asked).toEqual([]);

  const first = watching(watch);
  await first.sees('containers', (world) => world.containers.length === 3);
  const second = watching(watch);
  expect(second.world()?.containers).toHaveLength(3);
  const events = engine.asked.filter((path) => path.startsWith('/events'));
  expect(events).toHaveLength(1);

  first.stop();
  second.stop();
  await sleep(200);
  const asked = engine.asked.length;
  engine.tell('container', 'start', '0'.repeat(64));
  await sleep(2500);
  expect(engine.asked.length).toBe(asked);

  const third = watching(watch);
  await third.sees('containers again', (world) => world.containers.length === 3);
  watch.close();
});

test('a burst of events is read a few times, and only what it is about', async () => {
  let count = 1;
  await using engine = await fakeDockerd(anEngine(() => count));
  const watch = worldWatch(connectInnerWorld(engine.volume.path), logger);
  const { sees } = watching(watch);
  await sees('one', (world) => world.containers.length === 1);
  await until('the stream of events', () => engine.asked.some((path) => path.startsWith('/events')));
  const before = engine.asked.length;
  for (count = 2; count < 50; count += 1) engine.tell('container', 'create', 'a'.repeat(64));
  await sees('all', (world) => world.containers.length === 50);
  await sleep(300);
  const asked = engine.asked.slice(before);
  expect(asked.filter((path) => path.startsWith('/containers/json')).length).toBeLessThan(5);
  expect(asked.filter((path) => path.startsWith('/images') || path.startsWith('/info'))).toEqual([]);
  watch.close();
});

test('300 containers: what is sent is bounded, counted to the last, and a change is small', async () => {
  let count = 50;
  await using engine = await fakeDockerd(anEngine(() => count));
  const watch = worldWatch(connectInnerWorld(engine.volume.path), logger);
  const { sees, sizes } = watching(watch);
  await sees('50', (world) => world.containers.length === 50);
  expect(sizes[0]).toBeLessThan(60_000);
  count = 51;
  engine.tell('container', 'create', 'b'.repeat(64));
  await sees('51', (world) => world.containers.length === 51);
  expect(sizes.at(-1)).toBeLessThan(2000);
  count = 300;
  engine.tell('container', 'create', 'c'.repeat(64));
  const world = await sees('300', (now) => now.more.containers.length > 0);
  expect(world.containers).toHaveLength(worldCaps.containers);
  expect(world.more.containers).toEqual([{ image: 'busybox', state: 'created', count: 100 }]);
  expect(engine.asked.filter((path) => /^\/containers\/[0-9a-f]{64}\/json/.test(path)).length).toBeLessThan(200);
  watch.close();
});

test('an engine that makes up events without end costs a small share of our time', async () => {
  await using engine = await fakeDockerd(anEngine(() => 200));
  const watch = worldWatch(connectInnerWorld(engine.volume.path), logger);
  const { sees } = watching(watch);
  await sees('the first', (world) => world.containers.length === 200);
  const before = engine.asked.length;
  const cpu = process.cpuUsage();
  const end = Date.now() + 3000;
  while (Date.now() < end) {
    for (let i = 0; i < 50; i += 1) engine.tell('container', 'start', `${i}`.padStart(64, '0'));
    await sleep(10);
  }
  const { user } = process.cpuUsage(cpu);
  watch.close();
  const lists = engine.asked.slice(before).filter((path) => path.startsWith('/containers/json')).length;
  expect(lists).toBeLessThan(40);
  // The engine that makes them up runs in this process too.
  expect(user / 3e6).toBeLessThan(0.3);
});
