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
  expect(past(...events, ...events.slice(2))).toEqual(past(...events));
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
  expect(history.add(anEvent('create', 'a', 'x', { type: 'network' }))).toBe(false);
  expect(history.add(anEvent('pull', 'nginx', '', { type: 'image', subject: 'nginx:latest' }))).toBe(true);
  expect(history.view().images).toEqual(['nginx:latest']);
});

test('is bounded, and forgets the oldest', () => {
  const history = createHistory();
  for (let i = 0; i < 1000; i++) history.add(anEvent('create', `c${i}`));
  history.addImages(Array.from({ length: 1000 }, (_, i) => `image:${i}`));
  const view = history.view();
  expect(view.containers).toHaveLength(200);
  expect(view.containers[0]?.name).toBe('c999');
  expect(view.images).toHaveLength(100);
});
