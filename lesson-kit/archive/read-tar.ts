import { createReadStream } from 'node:fs';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { AppError } from '../../protocol/errors.ts';
import type { ArchiveEntry } from './archive-entry.ts';
import { inMib, refused, tooLarge, type ArchiveLimits } from './archive-limits.ts';

/** A header and the rest of a block, for each entry. */
const overheadBytes = 2048;

/** The entries of the tar archive `file`, packed by gzip or not. Throws AppError for what is not a sound tar. */
export async function* readTar(
  file: string,
  isGzip: boolean,
  limits: ArchiveLimits,
  signal: AbortSignal,
): AsyncGenerator<ArchiveEntry> {
  const tar = extract();
  const bounded = atMost(limits.bytes + limits.entries * overheadBytes, limits);
  const source = createReadStream(file);
  const flow = isGzip
    ? pipeline(source, createGunzip(), bounded, tar, { signal })
    : pipeline(source, bounded, tar, { signal });
  // The loop below is told of a failure by its stream, and this is awaited after it.
  flow.catch(() => undefined);
  let entries = 0;
  try {
    for await (const entry of tar) {
      if (++entries > limits.entries) throw refused(`The archive has more than ${limits.entries} entries.`);
      // Its bytes are Buffers, which the package's types don't say.
      yield entryOf(entry.header, entry as unknown as AsyncIterable<Uint8Array>);
      entry.resume();
    }
    await flow;
    if (entries === 0) throw refused('The archive is empty.');
  } catch (error) {
    // A stream may pass on that it was cut, and the pipeline knows why.
    const reason: unknown = await flow.then(
      () => error,
      (why: unknown) => (error instanceof AppError ? error : why),
    );
    throw reason instanceof AppError || signal.aborted ? reason : brokenTar(reason, isGzip);
  } finally {
    source.destroy();
    tar.destroy();
  }
}

function entryOf(header: Header, bytes: AsyncIterable<Uint8Array>): ArchiveEntry {
  const { name, type, mode, size } = header;
  return {
    name,
    kind: type === 'file' ? 'file' : type === 'directory' ? 'folder' : 'other',
    what:
      type === 'symlink' ? 'a symbolic link' : type === 'link' ? 'a hard link' : 'a device, a pipe or a part of a file',
    isExecutable: (mode & 0o111) !== 0,
    size,
    open: () => Promise.resolve(bytes),
  };
}

/** Passes on at most `maxBytes`: a few kilobytes of gzip can hold gigabytes. */
function atMost(maxBytes: number, limits: ArchiveLimits): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) done(tooLarge(`The archive holds more than ${inMib(limits.bytes)} unpacked.`));
      else done(null, chunk);
    },
  });
}

function brokenTar(cause: unknown, isGzip: boolean): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  const what = isGzip ? 'This .tar.gz archive' : 'This tar archive';
  return refused(`${what} can't be read (${why}). Pack it again.`, cause);
}
