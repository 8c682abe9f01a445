import { expect, test } from 'vitest';
import { createLineSplitter } from './line-splitter.ts';

const tooLong = (): Error => new Error('too long');

test('lines come out the same however the stream is cut', () => {
  const stream = Buffer.from('{"a":1}\r\n\n{"ä":2}\n{"c":3}\nrest');
  for (let size = 1; size <= stream.length; size++) {
    const splitter = createLineSplitter(100, tooLong);
    const lines = [];
    for (let at = 0; at < stream.length; at += size) lines.push(...splitter.feed(stream.subarray(at, at + size)));
    expect(lines).toEqual(['{"a":1}', '', '{"ä":2}', '{"c":3}']);
  }
});

test('a line without end is noticed before it ends', () => {
  const splitter = createLineSplitter(10, tooLong);
  expect(splitter.feed(Buffer.from('12345\n12345'))).toEqual(['12345']);
  expect(() => splitter.feed(Buffer.from('678901'))).toThrow('too long');
});
