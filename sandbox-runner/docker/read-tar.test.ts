import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firstTarEntry } from './read-tar.ts';

function tarOf(make: (folder: string) => void, name: string, format: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-tar-'));
  try {
    make(folder);
    return execFileSync('tar', ['-C', folder, `--format=${format}`, '--owner=42', '--mode=640', '-cf', '-', name]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test.each(['ustar', 'gnu', 'pax'])('a file, a folder and a link in the format %s', (format) => {
  const file = tarOf((at) => writeFileSync(join(at, 'a'), 'hello\n'), 'a', format);
  expect(firstTarEntry(file)).toMatchObject({ type: 'file', mode: 0o640, owner: 42, content: Buffer.from('hello\n') });
  expect(firstTarEntry(tarOf(() => undefined, '.', format))).toMatchObject({ type: 'folder' });
  const link = tarOf((at) => symlinkSync('/etc/hosts', join(at, 'l')), 'l', format);
  expect(firstTarEntry(link)).toMatchObject({ type: 'link', target: '/etc/hosts' });
});

test.each(['gnu', 'pax'])('the long target of a link in the format %s', (format) => {
  const target = `/${'very-long/'.repeat(20)}end`;
  expect(firstTarEntry(tarOf((at) => symlinkSync(target, join(at, 'l')), 'l', format))?.target).toBe(target);
});

test('what was cut counts as far as it goes', () => {
  const file = tarOf((at) => writeFileSync(join(at, 'a'), 'x'.repeat(9000)), 'a', 'ustar');
  expect(firstTarEntry(file.subarray(0, 1000))?.content.toString()).toBe('x'.repeat(488));
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['zeros', Buffer.alloc(4096)],
  ['noise', Buffer.alloc(4096, 0xff)],
  ['text', Buffer.from('no archive '.repeat(200))],
])('no archive: %s', (_, bytes) => {
  expect(firstTarEntry(bytes)).toBeUndefined();
});

test('headers without end, each of a size that leads nowhere', () => {
  const header = Buffer.alloc(512);
  header.write('x', 0);
  header.write('77777777777', 124);
  header.write('x', 156);
  expect(firstTarEntry(Buffer.concat(Array.from({ length: 100 }, () => header)))).toBeUndefined();
});
