import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../protocol/errors.ts';
import type { ArchiveEntry } from './archive-entry.ts';
import { archiveLimits, inMib, refused, tooLarge, type ArchiveLimits } from './archive-limits.ts';
import { entryName } from './entry-name.ts';
import { readTar } from './read-tar.ts';
import { readZip } from './read-zip.ts';

export interface Unpacked {
  readonly files: number;
  readonly bytes: number;
}

/**
 * Unpacks the zip, tar or gzipped tar `file` into the folder `into`, which must not be there yet: plain files and folders,
 * with the executable bit and no other mode, nothing outside of it. Throws AppError bad_request, too_large or timed_out
 * with a hint for who packed it, and leaves nothing behind.
 */
export async function unpackArchive(
  file: string,
  into: string,
  limits: ArchiveLimits = archiveLimits,
): Promise<Unpacked> {
  const signal = AbortSignal.timeout(limits.ms);
  await mkdir(into, { mode: 0o755 });
  try {
    const kind = await kindOf(file);
    const entries = kind === 'zip' ? readZip(file, limits) : readTar(file, kind === 'gzip', limits, signal);
    return await writeAll(entries, into, limits, signal);
  } catch (error) {
    await rm(into, { recursive: true, force: true });
    if (signal.aborted)
      throw refused(
        `Unpacking the archive took longer than ${limits.ms / 1000} s. Pack fewer or smaller files.`,
        error,
      );
    throw error;
  }
}

async function writeAll(
  entries: AsyncIterable<ArchiveEntry>,
  into: string,
  limits: ArchiveLimits,
  signal: AbortSignal,
): Promise<Unpacked> {
  const files = new Set<string>();
  const folders = new Set<string>();
  let bytes = 0;
  for await (const entry of entries) {
    signal.throwIfAborted();
    const path = entryName(entry.name, limits.depth);
    if (path === undefined) continue;
    const shown = JSON.stringify(path);
    if (entry.kind === 'other')
      throw refused(`${shown} is ${entry.what}. Only files and folders can be uploaded: put a copy in its place.`);
    const above = foldersAbove(path);
    const blocked = above.find((folder) => files.has(folder));
    if (blocked !== undefined) throw refused(`${JSON.stringify(blocked)} is both a file and a folder in the archive.`);
    for (const folder of above) folders.add(folder);
    if (entry.kind === 'folder') {
      if (files.has(path)) throw refused(`${shown} is both a file and a folder in the archive.`);
      folders.add(path);
      await mkdir(join(into, path), { recursive: true, mode: 0o755 });
      continue;
    }
    if (files.has(path)) throw refused(`${shown} is in the archive twice. Pack it again.`);
    if (folders.has(path)) throw refused(`${shown} is both a file and a folder in the archive.`);
    files.add(path);
    const content = await bytesOf(entry, shown, Math.min(limits.fileBytes, limits.bytes - bytes), limits, signal);
    bytes += content.byteLength;
    await mkdir(dirname(join(into, path)), { recursive: true, mode: 0o755 });
    // "x": never through what is there, whatever the checks above missed.
    await writeFile(join(into, path), content, { flag: 'wx', mode: entry.isExecutable ? 0o755 : 0o644 });
  }
  return { files: files.size, bytes };
}

/** The whole content of `entry`, at most `maxBytes`, whatever its header says. */
async function bytesOf(
  entry: ArchiveEntry,
  shown: string,
  maxBytes: number,
  limits: ArchiveLimits,
  signal: AbortSignal,
): Promise<Buffer> {
  const refusal = () =>
    maxBytes < limits.fileBytes
      ? tooLarge(`The archive holds more than ${inMib(limits.bytes)} unpacked.`)
      : tooLarge(`${shown} is larger than ${inMib(limits.fileBytes)}, the most that a file of a lesson can have.`);
  if (entry.size > maxBytes) throw refusal();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of await entry.open()) {
      signal.throwIfAborted();
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw refusal();
      chunks.push(chunk);
    }
  } catch (error) {
    if (signal.aborted || error instanceof AppError) throw error;
    throw refused(`${shown} can't be unpacked (${error instanceof Error ? error.message : String(error)}).`, error);
  }
  return Buffer.concat(chunks);
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
}

/** By the first bytes: the name of a file says what it should be. */
async function kindOf(file: string): Promise<'zip' | 'gzip' | 'tar'> {
  const handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0).finally(() => handle.close());
  const head = buffer.subarray(0, bytesRead);
  if (head.subarray(0, 2).toString('latin1') === 'PK') return 'zip';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head.subarray(257, 262).toString('latin1') === 'ustar') return 'tar';
  throw refused('This is no archive that is understood here. Pack the folder of the lesson as .zip, .tar or .tar.gz.');
}
