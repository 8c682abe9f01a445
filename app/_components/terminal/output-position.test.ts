import { expect, test } from 'vitest';
import { ackEveryBytes } from '../../../protocol/terminal.ts';
import { attachedAt, isAckDue, splitReplay } from './output-position.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (part: Uint8Array): string => new TextDecoder().decode(part);

test('a frame across the end of the replay is split there', () => {
  const at = attachedAt('e', 100, 103);
  const { history, live } = splitReplay(bytes('abcde'), at);
  expect([text(history), text(live)]).toEqual(['abc', 'de']);
});

test('without a replay everything is live, and far within it everything is history', () => {
  expect(text(splitReplay(bytes('abc'), attachedAt('e', 100, 100)).live)).toBe('abc');
  expect(text(splitReplay(bytes('abc'), attachedAt('e', 100, 50)).live)).toBe('abc');
  expect(text(splitReplay(bytes('abc'), attachedAt('e', 100, 999)).history)).toBe('abc');
});

test('an acknowledgement is due every 64 KiB of shown output', () => {
  const at = attachedAt('e', 0, 0);
  expect(isAckDue({ ...at, received: ackEveryBytes, shown: ackEveryBytes - 1 })).toBe(false);
  expect(isAckDue({ ...at, received: ackEveryBytes, shown: ackEveryBytes })).toBe(true);
  expect(isAckDue({ ...at, shown: ackEveryBytes, acknowledged: 1 })).toBe(false);
});
