import { expect, test } from 'vitest';
import { decodeAnswer, decodeClose, decodeFrames, encodeAnswer, encodeClose, encodeFrame } from './carrier.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

test('frames come out as they went in, also from the middle of a larger buffer', () => {
  const frames = [
    { kind: 'open', channel: 0, payload: text('/ws/leases/x/events') },
    { kind: 'bytes', channel: 65_535, payload: new Uint8Array([0, 255, 10]) },
    { kind: 'text', channel: 7, payload: new Uint8Array() },
  ] as const;
  const answer = encodeAnswer(4_000_000_000, frames.map(encodeFrame));
  const inside = new Uint8Array([9, 9, 9, ...answer]).subarray(3);
  expect(decodeAnswer(inside)).toEqual({ first: 4_000_000_000, frames });
});

test('what is cut off, or of no known kind, is not understood', () => {
  const whole = encodeFrame({ kind: 'text', channel: 1, payload: text('hello') });
  for (let length = 1; length < whole.byteLength; length += 1)
    expect(decodeFrames(whole.subarray(0, length))).toBe(undefined);
  expect(decodeFrames(new Uint8Array([9, 0, 0, 0, 0, 0, 0]))).toBe(undefined);
  expect(decodeAnswer(new Uint8Array(3))).toBe(undefined);
  expect(decodeFrames(new Uint8Array())).toEqual([]);
});

test('a close has its code and reason', () => {
  expect(decodeClose(encodeClose(4404, 'nichts da: ü'))).toEqual({ code: 4404, reason: 'nichts da: ü' });
  expect(decodeClose(new Uint8Array())).toEqual({ code: 1005, reason: '' });
});
