import { expect, test } from 'vitest';
import { demuxLogs } from './demux-logs.ts';

const frame = (stream: number, text: string, length = text.length): Buffer => {
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(length, 4);
  return Buffer.concat([header, Buffer.from(text)]);
};

test('joins both streams in their order', () => {
  expect(demuxLogs(Buffer.concat([frame(1, 'out\n'), frame(2, 'err\n'), frame(1, '')])).toString()).toBe('out\nerr\n');
});

test('takes what there is of a cut or made-up frame', () => {
  expect(demuxLogs(frame(1, 'part', 4_000_000_000)).toString()).toBe('part');
  expect(demuxLogs(Buffer.from('1234567')).toString()).toBe('');
});
