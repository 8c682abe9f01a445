import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchLiveness } from './liveness.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what was sent and heard of is no reason to ask', () => {
  const [ask, dead] = [vi.fn(), vi.fn()];
  const line = watchLiveness(ask, dead);
  line.sent();
  vi.advanceTimersByTime(3000);
  line.heard();
  vi.advanceTimersByTime(60_000);
  expect(ask).not.toHaveBeenCalled();
  expect(dead).not.toHaveBeenCalled();
});

test('silence after something was sent is asked about once, and an answer ends it', () => {
  const [ask, dead] = [vi.fn(), vi.fn()];
  const line = watchLiveness(ask, dead);
  line.sent();
  line.sent();
  vi.advanceTimersByTime(4000);
  expect(ask).toHaveBeenCalledTimes(1);
  line.heard();
  vi.advanceTimersByTime(60_000);
  expect(dead).not.toHaveBeenCalled();
});

test('no answer means dead, also when typing goes on', () => {
  const [ask, dead] = [vi.fn(), vi.fn()];
  const line = watchLiveness(ask, dead);
  line.probe();
  line.sent();
  line.probe();
  expect(ask).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(4000);
  expect(dead).toHaveBeenCalledTimes(1);
});

test('nothing happens after it was stopped', () => {
  const [ask, dead] = [vi.fn(), vi.fn()];
  const line = watchLiveness(ask, dead);
  line.sent();
  line.stop();
  vi.advanceTimersByTime(60_000);
  expect(ask).not.toHaveBeenCalled();
});
