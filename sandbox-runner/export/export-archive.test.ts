import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { expect, test } from 'vitest';
import { exportArchive, exportLimits } from './export-archive.ts';

const run = promisify(execFile);

async function volume(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'slipway-export-'));
  await mkdir(join(path, 'home'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

/** Entries of the archive: a file's text, or what else it is. */
async function unpacked(volumePath: string, limits = exportLimits): Promise<Map<string, string>> {
  const entries = new Map<string, string>();
  const untar = extract();
  untar.on('entry', (header, stream, next) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk) => chunks.push(chunk as Buffer));
    stream.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      entries.set(header.name, header.type === 'file' ? text : [header.type, header.linkname].join(' ').trim());
      next();
    });
  });
  await pipeline(exportArchive({ name: 'lesson', volumePath, engine: undefined, limits }), createGunzip(), untar);
  return entries;
}

test('the home as it is: folders, empty files, links unfollowed, odd names, commands and a README', async () => {
  await using dir = await volume();
  const home = join(dir.path, 'home');
  await mkdir(join(home, 'app'));
  await writeFile(join(home, 'app/ein Wörtchen\nmit Umbruch.txt'), 'hello');
  await writeFile(join(home, `${'long'.repeat(40)}.txt`), 'long');
  await writeFile(join(home, 'empty'), '');
  await writeFile(join(home, '.bash_history'), 'docker ps\ndocker run hello-world\n');
  await symlink('/etc/shadow', join(home, 'out'));
  await run('mkfifo', [join(home, 'pipe')]);
  const entries = await unpacked(dir.path);
  expect(Object.fromEntries(entries)).toMatchObject({
    'lesson/files/': 'directory',
    'lesson/files/app/': 'directory',
    'lesson/files/app/ein Wörtchen\nmit Umbruch.txt': 'hello',
    [`lesson/files/${'long'.repeat(40)}.txt`]: 'long',
    'lesson/files/empty': '',
    'lesson/files/out': 'symlink /etc/shadow',
    'lesson/commands.txt': 'docker ps\ndocker run hello-world\n',
  });
  expect(entries.has('lesson/files/pipe')).toBe(false);
  const readme = entries.get('lesson/README.md') ?? '';
  expect(readme).toContain('your home directory: 4 files');
  expect(readme).toContain('- `files/pipe`: no file, or it can’t be read.');
  expect(readme).toContain('Your machine was not running when this was made');
});

test('what is too much is left out, and the README says what', async () => {
  await using dir = await volume();
  const home = join(dir.path, 'home');
  await writeFile(join(home, 'a'), 'x'.repeat(60));
  await writeFile(join(home, 'b'), '');
  await truncate(join(home, 'b'), 101);
  await writeFile(join(home, 'c'), 'y'.repeat(60));
  await writeFile(join(home, 'd'), '');
  await writeFile(join(home, 'e'), '');
  const entries = await unpacked(dir.path, { bytes: 100, fileBytes: 100, entries: 4 } as never);
  expect([...entries.keys()]).toEqual(['lesson/files/', 'lesson/files/a', 'lesson/files/d', 'lesson/README.md']);
  expect(entries.get('lesson/README.md')).toContain(
    [
      '- `files/b`: larger than 100 bytes.',
      '- `files/c`: beyond 100 bytes in all.',
      '- Everything after `files/e`: these are the first 4 entries.',
    ].join('\n'),
  );
});

test('a home, or a history, that is a link is not followed', async () => {
  await using elsewhere = await volume();
  await writeFile(join(elsewhere.path, 'home/secret'), 'secret');
  await using dir = await volume();
  await symlink(join(elsewhere.path, 'home/secret'), join(dir.path, 'home/.bash_history'));
  expect((await unpacked(dir.path)).has('lesson/commands.txt')).toBe(false);
  await rm(join(dir.path, 'home'), { recursive: true });
  await symlink(join(elsewhere.path, 'home'), join(dir.path, 'home'));
  await expect(unpacked(dir.path)).rejects.toThrow();
  expect(await readFile(join(elsewhere.path, 'home/secret'), 'utf8')).toBe('secret');
  await chmod(dir.path, 0o755);
});
