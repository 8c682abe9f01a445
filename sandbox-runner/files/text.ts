import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { maxTextBytes, type SavedFile, type TextFile } from '../../protocol/files.ts';
import { fileError, quoted, refuse } from './file-errors.ts';
import type { Home } from './home.ts';
import { tagOf } from './list-folder.ts';
import { putDraft, writeDraft } from './draft.ts';
import { openRegular, withSpot } from './walk.ts';

const { O_RDONLY, O_RDWR } = constants;

/** The file `path` for an editor. Throws AppError not_found, bad_request (not a file), forbidden. */
export function readText(home: Home, path: string): Promise<TextFile> {
  return withSpot(home, path, { follow: true }, async (spot) => {
    const file = await openRegular(spot, O_RDONLY);
    try {
      const { tag, size, content } = await readAtMost(file);
      if (content === undefined) return { path, text: null, why: 'large', size, tag, version: '' };
      const text = decode(content);
      if (text === undefined) return { path, text: null, why: 'binary', size, tag, version: '' };
      return { path, text, why: null, size: content.length, tag, version: versionOf(content) };
    } finally {
      await file.close();
    }
  });
}

/**
 * Writes `content` if the file is as `expected` says (protocol/files.ts). One that is there is written in place, so that
 * links, bind mounts, owner and mode stay; a draft beside it makes sure that nothing is lost on a full disk. Throws
 * AppError conflict, disk_full, not_found (its folder).
 */
export function writeText(home: Home, path: string, content: Buffer, expected: string): Promise<SavedFile> {
  return withSpot(home, path, { follow: true }, async (spot) => {
    if (spot.isHome) throw refuse('bad_request', path, 'Your home folder is no file.');
    const draft = await writeDraft(home, content);
    try {
      const file = await openRegular(spot, O_RDWR).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      });
      if (file === undefined) {
        if (expected !== 'none' && expected !== 'any') throw changed(path, 'It is not there any more.');
        return { path, ...(await putDraft(home, draft, spot, 'new')), version: versionOf(content) };
      }
      try {
        await requireExpected(file, path, expected, content);
        await replaceContent(file, content, async () => putDraft(home, draft, spot, 'replace'), path);
        const stat = await file.stat({ bigint: true });
        return { path, size: content.length, tag: tagOf(stat), version: versionOf(content) };
      } finally {
        await file.close();
      }
    } finally {
      await draft.discard();
    }
  });
}

/** Stands for a content. */
export function versionOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}

async function requireExpected(file: FileHandle, path: string, expected: string, wanted: Buffer): Promise<void> {
  if (expected === 'any') return;
  const { content } = await readAtMost(file);
  const version = content === undefined ? '' : versionOf(content);
  // Who wants what is there already has no conflict.
  if (version === expected || version === versionOf(wanted)) return;
  throw expected === 'none'
    ? refuse('conflict', path, `${quoted(path)} exists already, with other content.`)
    : changed(path, 'It was changed in your machine meanwhile.');
}

function changed(path: string, what: string): Error {
  return refuse('conflict', path, `${quoted(path)} is not what the editor has. ${what}`);
}

/** `rescue` puts the whole content there by another way; it is called when writing in place stops half-way. */
async function replaceContent(
  file: FileHandle,
  content: Buffer,
  rescue: () => Promise<unknown>,
  path: string,
): Promise<void> {
  try {
    for (let at = 0; at < content.length;) {
      const { bytesWritten } = await file.write(content, at, content.length - at, at);
      at += bytesWritten;
    }
    await file.truncate(content.length);
  } catch (error) {
    await rescue().catch(() => {
      throw fileError(error, path);
    });
  }
}

/** The whole content; undefined when it is larger than an editor takes, however fast it grows. */
async function readAtMost(file: FileHandle): Promise<{ content?: Buffer; tag: string; size: number }> {
  const stat = await file.stat({ bigint: true });
  const facts = { tag: tagOf(stat), size: Number(stat.size) };
  if (stat.size > BigInt(maxTextBytes)) return facts;
  const buffer = Buffer.allocUnsafe(maxTextBytes + 1);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, Math.min(buffer.length - length, 256 * 1024), length);
    if (bytesRead === 0) return { ...facts, content: Buffer.from(buffer.subarray(0, length)) };
    length += bytesRead;
  }
  return facts;
}

function decode(content: Buffer): string | undefined {
  if (content.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}
