import { expect, test } from 'vitest';
import type { LeaseView } from '../../../protocol/site.ts';
import { endingOf, spokenWarning } from './ending.ts';

const minute = 60_000;
const lease = (expiresAtMs: number, idleAtMs: number): LeaseView => ({
  id: 'a'.repeat(20),
  lesson: 'c/l',
  state: 'ready',
  detail: '',
  stopReason: null,
  expiresAtMs,
  idleAtMs,
  checkpoint: null,
  keptUntilMs: null,
  nodes: [],
  isNumbered: false,
  nowMs: 0,
});

test('a machine with time left gives no warning', () => {
  expect(endingOf(lease(60 * minute, 20 * minute), 0)).toBeNull();
  expect(endingOf(lease(5 * minute, 2 * minute), 0)).toBeNull();
});

test('the nearer of two ends is told, each in its time', () => {
  expect(endingOf(lease(5 * minute - 1, 20 * minute), 0)).toEqual({ reason: 'expired', leftMs: 5 * minute - 1 });
  expect(endingOf(lease(60 * minute, 2 * minute - 1), 0)).toEqual({ reason: 'idle', leftMs: 2 * minute - 1 });
  expect(endingOf(lease(minute, 1.5 * minute), 0)?.reason).toBe('expired');
  expect(endingOf(lease(4 * minute, 3 * minute), 0)?.reason).toBe('expired');
  expect(endingOf(lease(0, 5 * minute), 10)?.leftMs).toBe(0);
});

test('a screen reader hears it twice, not every second', () => {
  const said = [290, 200, 61, 60, 30, 1].map((seconds) => spokenWarning({ reason: 'expired', leftMs: seconds * 1000 }));
  expect(new Set(said).size).toBe(2);
  expect(said[0]).toContain('less than five minutes');
  expect(said[5]).toContain('less than a minute');
});
