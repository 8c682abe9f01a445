import { opendir, type FileHandle } from 'node:fs/promises';
import { viaHandle } from './walk.ts';

export interface FolderEntry {
  /** As the file system has it: any bytes but `/` and zero. */
  readonly name: Buffer;
  isDirectory(): boolean;
}

/** What is in an open folder, read as it is asked for. */
export async function folderEntries(folder: FileHandle): Promise<AsyncIterable<FolderEntry>> {
  // The types know no opendir with names as bytes.
  const dir = await opendir(viaHandle(folder), { encoding: 'buffer' as BufferEncoding, bufferSize: 256 });
  return dir as unknown as AsyncIterable<FolderEntry>;
}
