import { expect, test } from 'vitest';
import { createPtyDecoder, encodeAttach, encodeInput, encodeResize } from './pty-frames.ts';

const epoch = '0123456789abcdef0123456789abcdef';

function frame(type: string, payload: Buffer): Buffer {
  const header = Buffer.alloc(5);
  header.write(type, 0, 'latin1');
  header.writeUInt32BE(payload.length, 1);
  return Buffer.concat([header, payload]);
}

function attached(from: bigint, until: bigint, lost: bigint, name = epoch, knows = '\x01'): Buffer {
  const payload = Buffer.alloc(24);
  [from, until, lost].forEach((value, i) => payload.writeBigUInt64BE(value, i * 8));
  return frame('a', Buffer.concat([payload, Buffer.from(name + knows, 'latin1')]));
}

function foreground(kind: number, name: string | Buffer): Buffer {
  return frame('f', Buffer.concat([Buffer.from([kind]), Buffer.from(name)]));
}

test('an attach carries size, position and epoch', () => {
  const bytes = encodeAttach({ cols: 258, rows: 3 }, { epoch, position: 2 ** 40 + 1 });
  expect(bytes.toString('hex')).toBe(
    `41${(45).toString(16).padStart(8, '0')}0102000301${(2 ** 40 + 1).toString(16).padStart(16, '0')}${Buffer.from(epoch).toString('hex')}`,
  );
});

test('an attach with nothing, or with an epoch of another form, asks for everything', () => {
  const all = encodeAttach({ cols: 80, rows: 24 }, null);
  expect(all.length).toBe(10);
  expect(encodeAttach({ cols: 80, rows: 24 }, { epoch: 'x', position: 7 })).toEqual(all);
});

test('input and resize', () => {
  expect(encodeInput(Buffer.from('hi')).toString('latin1')).toBe('I\0\0\0\x02hi');
  expect(encodeResize({ cols: 80, rows: 24 }).toString('hex')).toBe('520000000400500018');
});

test('frames come out the same however the stream is cut', () => {
  const stream = Buffer.concat([
    attached(5n, 9n, 5n),
    frame('o', Buffer.from('hello ')),
    foreground(2, 'top'),
    frame('o', Buffer.from('world')),
    frame('x', Buffer.from([0, 0, 0, 130])),
  ]);
  for (const size of [1, 2, 7, 64, stream.length]) {
    const decoder = createPtyDecoder();
    const frames = [];
    for (let at = 0; at < stream.length; at += size) frames.push(...decoder.feed(stream.subarray(at, at + size)));
    const output = frames.flatMap((f) => (f.type === 'output' ? [f.bytes] : []));
    expect(Buffer.concat(output).toString()).toBe('hello world');
    expect(frames[0]).toEqual({ type: 'attached', epoch, from: 5, replayUntil: 9, lost: 5, knowsForeground: true });
    expect(frames).toContainEqual({ type: 'foreground', state: 'program', program: 'top' });
    expect(frames.at(-1)).toEqual({ type: 'exited', code: 130 });
  }
});

test('a host of an older image attaches as well', () => {
  expect(createPtyDecoder().feed(attached(0n, 0n, 0n, epoch, ''))).toMatchObject([{ knowsForeground: false }]);
});

test.each([
  ['a shell at its prompt', foreground(0, 'bash'), { state: 'prompt', program: '' }],
  ['a shell that is busy', foreground(1, 'bash'), { state: 'busy', program: '' }],
  ['a program', foreground(2, 'docker'), { state: 'program', program: 'docker' }],
  ['a name of control characters', foreground(2, '\x1b]0;x\x07\n<b>'), { state: 'program', program: ']0;x <b>' }],
  [
    'a name cut within a character',
    foreground(2, Buffer.from('aaaaaaaaaaaaa\xe4\xbd', 'latin1')),
    { program: 'aaaaaaaaaaaaa' },
  ],
])('%s in the foreground', (_, bytes, expected) => {
  expect(createPtyDecoder().feed(bytes)).toMatchObject([{ type: 'foreground', ...expected }]);
});

test('all output of one chunk is one piece', () => {
  const chunk = Buffer.concat([
    frame('o', Buffer.from('a')),
    frame('o', Buffer.from('b')),
    frame('o', Buffer.from('c')),
  ]);
  const frames = createPtyDecoder().feed(chunk);
  expect(frames).toEqual([{ type: 'output', bytes: Buffer.from('abc') }]);
});

test.each([
  ['another type', frame('?', Buffer.alloc(4))],
  ['an endless frame', Buffer.from([0x6f, 0xff, 0xff, 0xff, 0xff])],
  ['empty output, which nothing would ever bound', frame('o', Buffer.alloc(0))],
  ['a foreground of another kind', foreground(3, 'x')],
  ['a foreground without a kind', frame('f', Buffer.alloc(0))],
  ['a name that is too long', foreground(2, 'x'.repeat(16))],
  ['an exit of another length', frame('x', Buffer.alloc(5))],
  ['a position beyond what a number holds', attached(1n, 2n ** 60n, 0n)],
  ['a history that ends before it begins', attached(10n, 5n, 0n)],
  ['more lost than there was', attached(3n, 5n, 4n)],
  ['an epoch that is none', attached(0n, 0n, 0n, 'Z'.repeat(32))],
])('%s is garbage', (_, bytes) => {
  expect(() => createPtyDecoder().feed(bytes)).toThrow(expect.objectContaining({ code: 'engine_garbage' }));
});
