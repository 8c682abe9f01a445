import { getFileNameLowLevel, openPromise, type Entry, type ZipFile } from 'yauzl';
import { AppError } from '../../protocol/errors.ts';
import type { ArchiveEntry } from './archive-entry.ts';
import { refused, type ArchiveLimits } from './archive-limits.ts';

const typeBits = 0o170000;
const regularFile = 0o100000;
const folder = 0o040000;
const link = 0o120000;
/** "Version made by" of tools that write Unix modes: Unix and macOS. */
const unixHosts = [3, 19];

/** The entries of the zip archive `file`. Throws AppError bad_request for what is not a sound zip. */
export async function* readZip(file: string, limits: ArchiveLimits): AsyncGenerator<ArchiveEntry> {
  let zip: ZipFile | undefined;
  try {
    // Names are checked by entry-name.ts, in words for who packed it; yauzl's own check replaces backslashes.
    zip = await openPromise(file, { lazyEntries: true, autoClose: false, decodeStrings: false });
    if (zip.entryCount > limits.entries)
      throw refused(`The archive has ${zip.entryCount} entries; at most ${limits.entries} are taken.`);
    for await (const entry of zip.eachEntry()) yield entryOf(zip, entry);
  } catch (error) {
    throw error instanceof AppError ? error : brokenZip(error);
  } finally {
    zip?.close();
  }
}

function entryOf(zip: ZipFile, entry: Entry): ArchiveEntry {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
  const mode = entry.externalFileAttributes >>> 16;
  const type = mode & typeBits;
  const isUnix = unixHosts.includes(entry.versionMadeBy >>> 8);
  const isFolder = name.endsWith('/') || type === folder;
  const isPlain = type === 0 || type === regularFile || type === folder;
  if (entry.isEncrypted()) throw refused(`${JSON.stringify(name)} is encrypted. Pack it without a password.`);
  if (!entry.canDecodeFileData())
    throw refused(`${JSON.stringify(name)} is packed in a way that is not understood here. Use an ordinary zip.`);
  return {
    name,
    kind: isPlain ? (isFolder ? 'folder' : 'file') : 'other',
    what: type === link ? 'a symbolic link' : 'a device or a pipe',
    isExecutable: isUnix && (mode & 0o111) !== 0,
    size: entry.uncompressedSize,
    open: async () => {
      const stream = await zip.openReadStreamPromise(entry).catch((cause: unknown) => {
        throw brokenZip(cause);
      });
      return stream as AsyncIterable<Uint8Array>;
    },
  };
}

function brokenZip(cause: unknown): Error {
  return refused(
    `This zip archive can't be read (${cause instanceof Error ? cause.message : String(cause)}). Pack it again.`,
    cause,
  );
}
