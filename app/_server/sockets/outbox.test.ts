import { expect, test } from 'vitest';
import { createOutbox } from './outbox.ts';

const frame = (byte: number, length = 1): Uint8Array => new Uint8Array(length).fill(byte);
const never = new AbortController().signal;

test('frames stay, in order, until the browser has them', () => {
  const outbox = createOutbox();
  for (const byte of [1, 2, 3]) outbox.push(frame(byte));
  expect(outbox.waiting(100)).toEqual({ first: 1, frames: [frame(1), frame(2), frame(3)] });
  expect(outbox.waiting(100).frames).toHaveLength(3);
  outbox.forget(2);
  outbox.forget(1);
  expect(outbox.waiting(100)).toEqual({ first: 3, frames: [frame(3)] });
  expect(outbox.bytes).toBe(1);
  outbox.forget(3);
  outbox.push(frame(4));
  expect(outbox.waiting(100)).toEqual({ first: 4, frames: [frame(4)] });
});

test('a number from the future forgets what is there and no more', () => {
  const outbox = createOutbox();
  outbox.push(frame(1));
  outbox.forget(99);
  outbox.push(frame(2));
  expect(outbox.waiting(10)).toEqual({ first: 2, frames: [frame(2)] });
});

test('an answer is bounded, but one frame always goes', () => {
  const outbox = createOutbox();
  outbox.push(frame(1, 500));
  outbox.push(frame(2, 50));
  outbox.push(frame(3, 60));
  expect(outbox.waiting(100).frames).toHaveLength(1);
  outbox.forget(1);
  expect(outbox.waiting(100).frames).toHaveLength(1);
  expect(outbox.waiting(110).frames).toHaveLength(2);
});

test('waiting ends with a frame, with the time, or when told', async () => {
  const outbox = createOutbox();
  const told = new AbortController();
  const waits = [outbox.something(60_000, never), outbox.something(1, never), outbox.something(60_000, told.signal)];
  told.abort();
  await waits[2];
  await waits[1];
  outbox.push(frame(1));
  await waits[0];
  await outbox.something(60_000, never);
});
