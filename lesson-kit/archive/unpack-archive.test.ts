import { access, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { pack, type Header } from 'tar-stream';
import { expect, test } from 'vitest';
import { AppError } from '../../protocol/errors.ts';
import { archiveLimits, type ArchiveLimits } from './archive-limits.ts';
import { findContent } from './find-content.ts';
import { unpackArchive } from './unpack-archive.ts';

type Entries = readonly (Partial<Header> & { readonly name: string; readonly text?: string | Buffer })[];

const lesson = { name: 'hello/lesson.mdx', text: '# text' };

/** Unpacks `archive` and says what came of it; nothing may be left of one that is refused. */
async function unpack(
  archive: Buffer,
  limits: Partial<ArchiveLimits> = {},
): Promise<{ readonly said: string; readonly files: readonly string[]; readonly modes: Record<string, number> }> {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-archive-'));
  const into = join(dir, 'into');
  try {
    await writeFile(join(dir, 'archive'), archive);
    const said = await unpackArchive(join(dir, 'archive'), into, { ...archiveLimits, ...limits }).then(
      ({ files, bytes }) => `${files} files, ${bytes} bytes`,
      (error: unknown) => {
        if (error instanceof AppError) return error.hint ?? 'no hint';
        throw error;
      },
    );
    const isThere = await access(into).then(
      () => true,
      () => false,
    );
    const found = isThere ? await readdir(into, { recursive: true, withFileTypes: true }) : [];
    const files = found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
    const modes = await Promise.all(
      files.map(async (file) => [file.slice(into.length + 1), (await stat(file)).mode & 0o777] as const),
    );
    expect(await readdir(dir)).toEqual(isThere ? ['archive', 'into'] : ['archive']);
    return { said, files: files.map((file) => file.slice(into.length + 1)).sort(), modes: Object.fromEntries(modes) };
  } finally {
    await rm(dir, { recursive: true });
  }
}

async function tar(entries: Entries): Promise<Buffer> {
  const packed = pack();
  for (const { text = '', ...header } of entries) packed.entry(header, text);
  packed.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of packed) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface ZipEntry {
  readonly name: string;
  readonly text?: string | Buffer;
  /** Unix mode with type; 0: made on Windows. */
  readonly mode?: number;
  readonly flags?: number;
  /** What the headers say, when it isn't true. */
  readonly size?: number;
}

/** A zip archive by hand: a tool would refuse to make most of these. */
function zip(entries: readonly ZipEntry[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, text = '', mode = 0o100644, flags = 0x800, size } of entries) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const bytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size ?? content.length, 18);
    common.writeUInt16LE(bytes.length, 22);
    const head = Buffer.concat([Buffer.from('PK\x03\x04'), common, bytes, packed]);
    const attributes = Buffer.alloc(14);
    attributes.writeUInt32LE((mode << 16) >>> 0, 6);
    attributes.writeUInt32LE(at, 10);
    const madeBy = Buffer.from([20, mode === 0 ? 0 : 3]);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02'), madeBy, common, attributes, bytes]));
    local.push(head);
    at += head.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, directory, end]);
}

test('a zip, a tar and a gzipped tar give the same files, with the executable bit and no other', async () => {
  const entries = [
    lesson,
    { name: 'hello/start/run.sh', text: 'x', mode: 0o4777 },
    { name: 'hello/wrong/', mode: 0o40700 },
  ];
  const fromTar = await tar([
    { name: './hello/', type: 'directory' },
    lesson,
    { name: 'hello/start/run.sh', text: 'x', mode: 0o4777 },
  ]);
  for (const archive of [zip(entries), fromTar, gzipSync(fromTar)]) {
    const { said, files, modes } = await unpack(archive);
    expect(said).toBe('2 files, 7 bytes');
    expect(files).toEqual(['hello/lesson.mdx', 'hello/start/run.sh']);
    expect(modes).toEqual({ 'hello/lesson.mdx': 0o644, 'hello/start/run.sh': 0o755 });
  }
});

test('what file managers add is left out', async () => {
  const names = ['__MACOSX/hello/._lesson.mdx', 'hello/.DS_Store', 'hello/.git/config', 'hello/Thumbs.db'];
  const { files } = await unpack(zip([lesson, ...names.map((name) => ({ name })), { name: 'hello/start/.env' }]));
  expect(files).toEqual(['hello/lesson.mdx', 'hello/start/.env']);
});

const names: readonly (readonly [string, string])[] = [
  ['../outside.txt', 'leads out of its folder'],
  ['hello/../../outside.txt', 'leads out of its folder'],
  ['/etc/passwd', 'an absolute path'],
  ['C:/windows', 'an absolute path'],
  ['hello\\lesson.mdx', 'with a backslash'],
  ['hello/a\nb', 'Names of files have'],
  ['hello/\u001b[31m', 'Names of files have'],
  ['hello/a\u202eb', 'Names of files have'],
  ['hello/$(reboot)', 'Names of files have'],
  ['hello/-rf', 'Names of files have'],
  ['hello/end ', 'Names of files have'],
  [`${'a/'.repeat(17)}b`, 'nests folders deeper than 16'],
  [`hello/${'x'.repeat(220)}`, 'too long'],
];
test.each(names)('the name %j is refused: %s', async (name, why) => {
  expect((await unpack(zip([lesson, { name, text: 'x' }]))).said).toContain(why);
  expect((await unpack(await tar([lesson, { name, text: 'x' }]))).said).toContain(why);
});

test('names may have letters of any script', async () => {
  const { files } = await unpack(zip([{ name: 'hello/start/Grüße (1).txt', text: 'x' }]));
  expect(files).toEqual(['hello/start/Grüße (1).txt']);
});

test.each(['symlink', 'link', 'character-device', 'block-device', 'fifo', 'contiguous-file'] as const)(
  'a tar with a %s is refused',
  async (type) => {
    const { said } = await unpack(await tar([lesson, { name: 'hello/x', type, linkname: '/etc/passwd' }]));
    expect(said).toMatch(/"hello\/x" is a .*Only files and folders can be uploaded/);
  },
);

test('a zip with a link or a device is refused, also one that was replaced by a folder', async () => {
  const link = { name: 'hello/x', text: '/etc', mode: 0o120777 };
  expect((await unpack(zip([lesson, link]))).said).toContain('"hello/x" is a symbolic link');
  expect((await unpack(zip([link, { name: 'hello/x/passwd', text: 'x' }]))).said).toContain('a symbolic link');
  expect((await unpack(zip([lesson, { name: 'hello/p', mode: 0o010644 }]))).said).toContain('a device or a pipe');
});

test('what is there twice is refused, also in another writing', async () => {
  expect((await unpack(zip([lesson, lesson]))).said).toContain('twice');
  expect((await unpack(zip([lesson, { name: './hello//lesson.mdx' }]))).said).toContain('twice');
  expect((await unpack(zip([{ name: 'a/é' }, { name: 'a/e\u0301' }]))).said).toContain('twice');
  expect((await unpack(await tar([lesson, lesson]))).said).toContain('twice');
  expect((await unpack(zip([{ name: 'a' }, { name: 'a/b' }]))).said).toContain('both a file and a folder');
  expect((await unpack(zip([{ name: 'a/b' }, { name: 'a' }]))).said).toContain('both a file and a folder');
});

test('bombs are refused by what they hold, not by what they say', async () => {
  const zeros = Buffer.alloc(3 * 1024 * 1024);
  expect((await unpack(zip([{ name: 'a', text: zeros }]))).said).toContain('larger than 2 MiB');
  // One that says less than it holds.
  expect((await unpack(zip([{ name: 'a', text: zeros, size: 10 }]))).said).toContain("can't be unpacked");
  const many = Array.from({ length: 5 }, (_, i) => ({ name: `f${i}`, text: Buffer.alloc(1024 * 1024) }));
  const bytes = 3 * 1024 * 1024;
  expect((await unpack(zip(many), { bytes })).said).toContain('more than 3 MiB unpacked');
  expect((await unpack(await tar(many), { bytes })).said).toContain('more than 3 MiB unpacked');
  expect((await unpack(gzipSync(await tar(many)), { bytes })).said).toContain('more than 3 MiB unpacked');
  expect((await unpack(gzipSync(await tar([{ name: 'a', text: zeros }])))).said).toContain('larger than 2 MiB');
  // Nothing but zeros behind the end of the archive, which a reader would go on reading.
  const trailing = gzipSync(Buffer.concat([await tar([lesson]), Buffer.alloc(4 * 1024 * 1024)]));
  expect((await unpack(trailing, { bytes, entries: 10 })).said).toContain('more than 3 MiB unpacked');
});

test('too many entries are refused', async () => {
  const many = Array.from({ length: 30 }, (_, i) => ({ name: `f${i}` }));
  expect((await unpack(zip(many), { entries: 20 })).said).toContain('30 entries; at most 20');
  expect((await unpack(await tar(many), { entries: 20 })).said).toContain('more than 20 entries');
});

test('what takes too long is refused', async () => {
  const many = Array.from({ length: 300 }, (_, i) => ({ name: `f${i}` }));
  expect((await unpack(zip(many), { ms: 1 })).said).toContain('took longer than 0.001 s');
});

test('what is no archive, or a broken one, is refused in words', async () => {
  expect((await unpack(Buffer.from('hello'))).said).toContain('no archive that is understood');
  expect((await unpack(Buffer.alloc(0))).said).toContain('no archive that is understood');
  expect((await unpack(Buffer.from('PK\x03\x04 and no more'))).said).toContain("zip archive can't be read");
  expect((await unpack(zip([lesson]).subarray(0, 60))).said).toContain("zip archive can't be read");
  expect((await unpack(gzipSync('no tar in it'.repeat(100)))).said).toContain(".tar.gz archive can't be read");
  expect((await unpack(gzipSync(await tar([lesson])).subarray(0, 40))).said).toContain(".tar.gz archive can't be read");
  expect((await unpack((await tar([lesson])).subarray(0, 515))).said).toContain('Unexpected end of data');
  expect((await unpack(zip([{ ...lesson, flags: 0x801 }]))).said).toContain('encrypted');
});

test('the lesson or course is found in folders around it, or missed in words', async () => {
  const find = async (entries: readonly string[]): Promise<string> => {
    const dir = await mkdtemp(join(tmpdir(), 'slipway-archive-'));
    try {
      await writeFile(join(dir, 'archive'), zip(entries.map((name) => ({ name, text: 'x' }))));
      await unpackArchive(join(dir, 'archive'), join(dir, 'into'));
      const { kind, name } = await findContent(join(dir, 'into'), 'My archive.tar.gz');
      return `${kind} ${name}`;
    } catch (error) {
      if (error instanceof AppError) return error.hint ?? '';
      throw error;
    } finally {
      await rm(dir, { recursive: true });
    }
  };
  expect(await find(['lesson.mdx', 'solution.sh'])).toBe('lesson My archive');
  expect(await find(['class/week/03-pull/lesson.mdx'])).toBe('lesson 03-pull');
  expect(await find(['02-c/course.yaml', '02-c/01-a/lesson.mdx'])).toBe('course 02-c');
  expect(await find(['02-c/course.yaml'])).toContain('no folder with a lesson.mdx');
  expect(await find(['notes.txt'])).toContain('There is no lesson in the archive');
  expect(await find(['a/lesson.mdx', 'b/lesson.mdx'])).toContain('2 lessons and no course.yaml');
  expect(await find(['a/lesson.txt'])).toContain('There is no lesson in the archive');
});

test('an archive is read as it is: text of a file comes out byte by byte', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-archive-'));
  const content = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 256));
  await writeFile(join(dir, 'archive'), gzipSync(await tar([{ name: 'a', text: content }, lesson])));
  await unpackArchive(join(dir, 'archive'), join(dir, 'into'));
  expect(content.equals(await readFile(join(dir, 'into/a')))).toBe(true);
  await rm(dir, { recursive: true });
});
