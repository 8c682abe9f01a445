import { lchown, symlink } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { AppError, type ErrorCode } from '../../protocol/errors.ts';
import {
  maxArchiveBytes,
  maxArchiveEntries,
  maxUploadBytes,
  pathProblem,
  type Unpacked,
} from '../../protocol/files.ts';
import { makeParents } from './change-tree.ts';
import { putDraft, writeDraft } from './draft.ts';
import { quoted, refuse } from './file-errors.ts';
import type { Home } from './home.ts';
import { bounded } from './upload.ts';
import { withSpot } from './walk.ts';

const maxSkippedTold = 20;

/**
 * Unpacks a .tar or .tar.gz from `body` into the folder `path`. Files that are there are replaced. What leads out of the
 * folder, and what is neither file, folder nor link, is left out and told. Throws AppError bad_request (no archive),
 * too_large, disk_full; what was unpacked before stays.
 */
export async function unpack(home: Home, path: string, body: AsyncIterable<Buffer>): Promise<Unpacked> {
  const { content, isGzip } = await sniff(bounded(body, maxUploadBytes, path));
  const tar = extract();
  const source = Readable.from(content, { objectMode: false });
  // Also what is no entry, such as empty blocks without end.
  const atMost = (plain: AsyncIterable<Buffer>): AsyncIterable<Buffer> => bounded(plain, 2 * maxArchiveBytes, path);
  const fed = new Promise<Error | null | undefined>((resolve) => {
    if (isGzip) pipeline(source, createGunzip(), atMost, tar, resolve);
    else pipeline(source, tar, resolve);
  });
  const result = { files: 0, folders: 0, skipped: [] as string[], skippedCount: 0 };
  let bytes = 0;
  let count = 0;
  const skip = (name: string, why: string): void => {
    if (result.skippedCount++ < maxSkippedTold) result.skipped.push(`${name.slice(0, 200)}: ${why}`);
  };
  try {
    for await (const entry of tar) {
      if (++count > maxArchiveEntries) throw tooMuch(path, `more than ${maxArchiveEntries} entries`);
      const { name, type, size } = entry.header;
      bytes += size;
      if (bytes > maxArchiveBytes) throw tooMuch(path, `more than ${maxArchiveBytes / 1024 ** 2} MiB`);
      const why = await takeEntry(home, path, entry).catch(asReason);
      if (why !== undefined) skip(name, why);
      else if (type === 'directory') result.folders++;
      else result.files++;
      entry.resume();
    }
    // The archive's own stream ends without a word when what feeds it breaks.
    const broken = await fed;
    if (broken) throw broken;
    return result;
  } catch (error) {
    if (error instanceof Error && !(error instanceof AppError) && isFormatError(error))
      throw refuse('bad_request', path, 'This is not an archive that can be unpacked here: use .tar, .tar.gz or .tgz.');
    throw error;
  } finally {
    tar.destroy();
    source.destroy();
  }
}

interface Entry extends AsyncIterable<unknown> {
  readonly header: Header;
}

/** Returns why an entry was left out; undefined: it is there now. */
async function takeEntry(home: Home, folder: string, entry: Entry): Promise<string | undefined> {
  const { type, mode, linkname } = entry.header;
  const parts = entry.header.name.split('/').filter((part) => part !== '' && part !== '.');
  const name = parts.join('/');
  if (entry.header.name.startsWith('/') || parts.includes('..')) return 'it would lie outside of the folder';
  const problem = pathProblem(name);
  if (problem !== null) return problem;
  const target = folder === '' ? name : `${folder}/${name}`;
  if (type === 'directory') {
    await makeParents(home, `${target}/.`);
    return undefined;
  }
  await makeParents(home, target);
  if (type === 'file' || type === 'contiguous-file') {
    await withSpot(home, target, { follow: true }, async (spot) => {
      const draft = await writeDraft(home, entry as AsyncIterable<Buffer>, (mode & 0o111) === 0 ? 0o644 : 0o755);
      try {
        await putDraft(home, draft, spot, 'replace');
      } finally {
        await draft.discard();
      }
    });
    return undefined;
  }
  if (type !== 'symlink' || !linkname) return `a ${type} is not unpacked here`;
  // Whatever it points to: nobody here follows it.
  await withSpot(home, target, { follow: false }, async (spot) => {
    await symlink(linkname, spot.at);
    await lchown(spot.at, home.uid, home.gid);
  });
  return undefined;
}

/** What concerns one entry only is no reason to give up the others. */
function asReason(error: unknown): string {
  const passing: readonly ErrorCode[] = ['conflict', 'forbidden', 'bad_request'];
  if (error instanceof AppError && passing.includes(error.code)) return error.hint ?? error.message;
  throw error;
}

/** Is it compressed? Told by its first bytes, which stay part of the content. */
async function sniff(body: AsyncGenerator<Buffer>): Promise<{ content: AsyncIterable<Buffer>; isGzip: boolean }> {
  const first = await body.next();
  const head = first.done === true ? Buffer.alloc(0) : first.value;
  async function* all(): AsyncGenerator<Buffer> {
    yield head;
    yield* body;
  }
  return { content: all(), isGzip: head[0] === 0x1f && head[1] === 0x8b };
}

function isFormatError(error: Error): boolean {
  return /tar header|Unexpected end|header check|incorrect data|invalid/i.test(error.message);
}

function tooMuch(path: string, what: string): Error {
  return refuse(
    'too_large',
    path,
    `This archive holds ${what}: that is too much for ${quoted(path)}. What was unpacked so far is there.`,
  );
}
