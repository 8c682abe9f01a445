import type { FileHandle } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { pipeline as piped } from 'node:stream/promises';
import type { Header, Pack } from 'tar-stream';

/** Of an entry in an archive that is made; what is not said is as tar-stream has it. */
export type EntryHeader = Partial<Header> & Pick<Header, 'name'>;

const chunkBytes = 256 * 1024;

/** Adds an entry without content: a folder, a link. */
export function putHeader(tar: Pack, header: EntryHeader): Promise<void> {
  return new Promise((resolve, reject) => {
    tar.entry(header, (error) => (error ? reject(error) : resolve()));
  });
}

/** Adds as many bytes of `file` as `header` says, whatever becomes of it meanwhile. It stays open. */
export async function putFile(
  tar: Pack,
  header: EntryHeader & { readonly size: number },
  file: FileHandle,
): Promise<void> {
  await piped(exactly(file, header.size), tar.entry(header) as unknown as Writable);
}

/** `size` bytes of a file and then its end; what is missing is zeros. */
async function* exactly(file: FileHandle, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < size;) {
    const want = Math.min(chunkBytes, size - at);
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(want), 0, want, at);
    const chunk = bytesRead === 0 ? Buffer.alloc(want) : buffer.subarray(0, bytesRead);
    yield chunk;
    at += chunk.length;
  }
}
