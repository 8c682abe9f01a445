import { expect, test } from 'vitest';
import { createAckWindow } from './ack-window.ts';

test('gives what fits and keeps the rest until it is acknowledged', () => {
  const window = createAckWindow(1000, 10);
  const first = window.take(Buffer.from('abcdefghijkl'));
  expect(first.now.toString()).toBe('abcdefghij');
  expect(first.later.toString()).toBe('kl');
  expect(window.sent).toBe(1010);
  expect(window.take(first.later).now).toHaveLength(0);

  expect(window.acknowledge(1001)).toBe(true);
  expect(window.take(first.later).now.toString()).toBe('k');
});

test('an older acknowledgement takes nothing back', () => {
  const window = createAckWindow(0, 4);
  window.take(Buffer.from('1234'));
  window.acknowledge(4);
  window.acknowledge(1);
  expect(window.take(Buffer.from('5678')).now).toHaveLength(4);
});

test('an acknowledgement of what was never sent counts for nothing', () => {
  const window = createAckWindow(0, 4);
  window.take(Buffer.from('1234'));
  expect(window.acknowledge(5)).toBe(false);
  expect(window.take(Buffer.from('5')).now).toHaveLength(0);
});
