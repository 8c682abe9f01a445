import { expect, test } from 'vitest';
import { aCheck, aContainer, aState } from './made-up-states.ts';
import { createLatch } from './latch.ts';
import { probeKey } from './probes/probe.ts';

const made = aCheck({ id: 'made', title: 'Make it', kind: 'container', name: 'box' });
const gone = aCheck({ id: 'gone', title: 'Remove it', kind: 'container', name: 'box', exists: false, after: 'made' });
const with_ = aState({ containers: [aContainer('box', 'busybox')] });
const at = (nowMs: number, sinceEventMs: number | null = null) => ({ nowMs, sinceEventMs });
const verdicts = (latch: ReturnType<typeof createLatch>) => latch.results().map((r) => r.verdict);

test('begins undecided, or waiting for another check', () => {
  const latch = createLatch([made, gone], [], 5);
  expect(latch.results()).toMatchObject([
    { id: 'made', verdict: 'undecided', atMs: 5 },
    { id: 'gone', verdict: 'waiting', found: 'First: Make it.' },
  ]);
});

test('what has passed stays passed, and opens what waited', () => {
  const latch = createLatch([made, gone], [], 0);
  expect(latch.apply(aState(), at(1))).toBe(true);
  expect(verdicts(latch)).toEqual(['fail', 'waiting']);
  expect(latch.apply(with_, at(2, 80))).toBe(true);
  expect(latch.results()).toMatchObject([{ verdict: 'pass', atMs: 2, sinceEventMs: 80 }, { verdict: 'fail' }]);
  expect(latch.apply(aState(), at(3))).toBe(true);
  expect(verdicts(latch)).toEqual(['pass', 'pass']);
  expect(latch.open()).toEqual([]);
  expect(latch.apply(with_, at(4))).toBe(false);
});

test('a chain opens in one go when all of it holds', () => {
  const second = aCheck({ id: 'second', kind: 'container', image: 'busybox', after: 'made' });
  const third = aCheck({ id: 'third', kind: 'container', after: 'second' });
  const latch = createLatch([third, second, made], [], 0);
  latch.apply(with_, at(1));
  expect(verdicts(latch)).toEqual(['pass', 'pass', 'pass']);
});

test('checks that wait for each other wait for ever', () => {
  const a = aCheck({ id: 'a', kind: 'container', after: 'b' });
  const b = aCheck({ id: 'b', kind: 'container', after: 'a' });
  const latch = createLatch([a, b], [], 0);
  latch.apply(with_, at(1));
  expect(verdicts(latch)).toEqual(['waiting', 'waiting']);
});

test('passed before is passed now', () => {
  const latch = createLatch([made, gone], ['made', 'another-lesson'], 0);
  expect(latch.results()[0]).toMatchObject({ verdict: 'pass', found: 'You did this before.' });
  latch.apply(aState(), at(1));
  expect(verdicts(latch)).toEqual(['pass', 'pass']);
});

test('tells only what has changed, and keeps the moment of what has not', () => {
  const latch = createLatch([made], [], 0);
  latch.apply(aState(), at(1));
  expect(latch.apply(aState(), at(2))).toBe(false);
  expect(latch.results()[0]?.atMs).toBe(1);
});

test('an engine that can not be read makes undecided what has not passed', () => {
  const latch = createLatch([made, gone], [], 0);
  latch.apply(with_, at(1));
  const away = aState({ unread: new Map([['containers', 'The engine is away.']]) });
  expect(latch.apply(away, at(2))).toBe(true);
  expect(latch.results()).toMatchObject([{ verdict: 'pass' }, { verdict: 'undecided', found: 'The engine is away.' }]);
  latch.apply(aState(), at(3));
  expect(verdicts(latch)).toEqual(['pass', 'pass']);
});

test('that a container runs is believed when it is seen twice, half a second apart', () => {
  const runs = aCheck({ id: 'runs', kind: 'all', of: [{ kind: 'container', name: 'box', state: 'running' }] });
  const running = aState({ containers: [aContainer('box', 'busybox', { state: 'running' })] });
  const ended = aState({ containers: [aContainer('box', 'busybox', { state: 'exited' })] });
  const latch = createLatch([runs], [], 0);
  latch.apply(running, at(1000));
  expect(verdicts(latch)).toEqual(['undecided']);
  expect(latch.lookAgainAtMs()).toBe(1500);
  latch.apply(ended, at(1100));
  expect([verdicts(latch), latch.lookAgainAtMs()]).toEqual([['fail'], undefined]);
  latch.apply(running, at(2000));
  latch.apply(running, at(2400));
  expect([verdicts(latch), latch.lookAgainAtMs()]).toEqual([['fail'], 2500]);
  latch.apply(running, at(2500));
  expect([verdicts(latch), latch.lookAgainAtMs()]).toEqual([['pass'], undefined]);
});

test('what is passed by other means is not looked at again', () => {
  const runs = aCheck({ id: 'runs', kind: 'container', name: 'box', state: 'running' });
  const latch = createLatch([runs], [], 0);
  latch.apply(aState({ containers: [aContainer('box', 'busybox', { state: 'running' })] }), at(1000));
  latch.pass('runs', 1001);
  expect(latch.lookAgainAtMs()).toBeUndefined();
});

test('what was found at an earlier moment lets nothing pass; what waits for it does not open', () => {
  const empty = aCheck({ id: 'empty', kind: 'exec', command: 'test -z "$(ls)"', expected: 'Nothing is there.' });
  const next = aCheck({ id: 'next', kind: 'container', name: 'box', after: 'empty' });
  const key = probeKey({ kind: 'exec', command: 'test -z "$(ls)"', root: false });
  const ended = (exitCode: number) => new Map([[key, { kind: 'exec', exitCode, output: '' } as const]]);
  const remembered = new Set([key]);
  const latch = createLatch([empty, next, made], [], 0);

  latch.apply({ ...with_, probes: ended(0), remembered }, at(1));
  expect(verdicts(latch)).toEqual(['undecided', 'waiting', 'pass']);
  expect(latch.doubted()).toEqual([empty]);
  latch.apply({ ...with_, probes: ended(1), remembered }, at(2));
  expect(verdicts(latch)).toEqual(['fail', 'waiting', 'pass']);
  expect(latch.doubted()).toEqual([]);
  latch.apply({ ...with_, probes: ended(0) }, at(3));
  expect(verdicts(latch)).toEqual(['pass', 'pass', 'pass']);
});
