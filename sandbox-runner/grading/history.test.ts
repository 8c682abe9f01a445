import { expect, test } from 'vitest';
import { anEvent, past } from './made-up-states.ts';
import { createHistory, findRemoved } from './history.ts';

test('remembers a life from its events', () => {
  const view = past(
    anEvent('create', 'web', 'nginx'),
    anEvent('start', 'web', 'nginx'),
    anEvent('die', 'web', 'nginx', { exitCode: 3, atMs: 2000 }),
    anEvent('destroy', 'web', 'nginx', { atMs: 2100 }),
  );
  expect(view.containers).toMatchObject([
    { name: 'web', image: 'nginx', wasStarted: true, exitCode: 3, endedAtMs: 2000, removedAtMs: 2100 },
  ]);
});

test('the same events twice change nothing', () => {
  const events = [
    anEvent('create', 'a'),
    anEvent('start', 'a'),
    anEvent('die', 'a', 'hello-world', { exitCode: 0 }),
    anEvent('destroy', 'a'),
  ];
  const again = past(...events, ...events.slice(2));
  expect(again).toEqual(past(...events));
  expect(again.deeds).toHaveLength(4);
});

test('a renamed container is known by its new name', () => {
  const view = past(anEvent('create', 'old'), anEvent('rename', 'old', 'hello-world', { name: 'new' }));
  expect(view.containers[0]?.name).toBe('new');
});

test('finds the newest removed one that fits', () => {
  const view = past(
    anEvent('create', 'a', 'busybox'),
    anEvent('destroy', 'a', 'busybox'),
    anEvent('create', 'b', 'busybox:latest'),
    anEvent('destroy', 'b', 'busybox:latest'),
  );
  expect(findRemoved(view, undefined, 'busybox')?.name).toBe('b');
  expect(findRemoved(view, 'a', 'busybox')?.name).toBe('a');
  expect(findRemoved(view, 'a', 'nginx')).toBeUndefined();
});

test('what does not concern a check is no reason to grade', () => {
  const history = createHistory();
  expect(history.add(anEvent('exec_create: sh', 'a'))).toBe(false);
  expect(history.add(anEvent('mount', 'a', 'x', { type: 'volume' }))).toBe(false);
  expect(history.add(anEvent('pull', 'nginx', '', { type: 'image', subject: 'nginx:latest' }))).toBe(true);
  expect(history.view().images).toEqual(['nginx:latest']);
});

test('is bounded, and forgets the oldest', () => {
  const history = createHistory();
  for (let i = 0; i < 1000; i++) history.add(anEvent('create', `c${i}`));
  history.addImages(Array.from({ length: 1000 }, (_, i) => ({ id: `${i}`, tags: [`image:${i}`] })));
  const view = history.view();
  expect(view.containers).toHaveLength(200);
  expect(view.containers[0]?.name).toBe('c999');
  expect(view.images).toHaveLength(100);
});

test('deeds: what happened, by name, each once', () => {
  const exec = { execId: 'e1', about: 'ls /app ' };
  const view = past(
    anEvent('create', 'web', 'nginx'),
    anEvent('kill', 'web', 'nginx', { signal: 15 }),
    anEvent('exec_create', 'web', 'nginx', exec),
    anEvent('exec_create', 'web', 'nginx', exec),
    anEvent('exec_die', 'web', 'nginx', { execId: 'e1', exitCode: 2 }),
    anEvent('health_status', 'web', 'nginx', { about: 'healthy' }),
    anEvent('health_status', 'web', 'nginx', { about: 'starting', atMs: 2000 }),
    anEvent('connect', 'skynet', '', { type: 'network', container: anEvent('x', 'web').subject }),
    anEvent('tag', 'app:2', '', { type: 'image', subject: 'sha256:1' }),
    anEvent('delete', '', '', { type: 'image', subject: 'sha256:1' }),
    anEvent('create', '', '', { type: 'volume', subject: 'data' }),
    anEvent('constructor', 'x', '', { type: 'container' }),
    anEvent('create', 'x', '', { type: '__proto__' }),
  );
  const plain = { exitCode: undefined, signal: undefined, command: '', network: '', images: [] };
  expect(view.deeds).toEqual([
    { ...plain, what: 'created', name: 'web', images: ['nginx'] },
    { ...plain, what: 'killed', name: 'web', images: ['nginx'], signal: 15 },
    { ...plain, what: 'healthy', name: 'web', images: ['nginx'] },
    { ...plain, what: 'network connected', name: 'web', network: 'skynet' },
    { ...plain, what: 'image tagged', name: '', images: ['app:2'] },
    { ...plain, what: 'image removed', name: '', images: ['app:2'] },
    { ...plain, what: 'volume created', name: 'data' },
    { ...plain, what: 'exec', name: 'web', images: ['nginx'], command: 'ls /app', exitCode: 2 },
  ]);
});

test('what grading does itself is no deed', () => {
  const history = createHistory();
  const read = anEvent('archive-path', 'web');
  history.expectRead(read.subject);
  history.expectRead(read.subject)();
  expect(history.add(read)).toBe(false);
  expect(history.add({ ...read, atMs: 2000 })).toBe(true);
  expect(history.add(anEvent('create', 'slipway-look-1'))).toBe(false);
  expect(history.view()).toMatchObject({ containers: [], deeds: [{ what: 'copied from' }] });
});

test('a flood of execs does not push out the rest', () => {
  const history = createHistory();
  history.add(anEvent('create', 'web'));
  for (let i = 0; i < 5000; i++) history.add(anEvent('exec_create', 'web', 'x', { execId: `${i}`, atMs: i }));
  const { deeds } = history.view();
  expect(deeds.length).toBeLessThan(300);
  expect(deeds[0]?.what).toBe('created');
});
