import { constants } from 'node:fs';
import { link, lstat, open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { newId } from '../../protocol/ids.ts';
import { refuse } from './file-errors.ts';
import type { Home } from './home.ts';
import { tagOf } from './list-folder.ts';
import type { Spot } from './walk.ts';

const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
const filePrefix = 'draft-';

/** A whole file that is not yet where it belongs. It counts for the sandbox's quota and is the learner's. */
export interface Draft {
  readonly path: string;
  readonly size: number;
  /** Open: what the learner may have put in its place is not what is dressed. */
  readonly file: FileHandle;
  /** Closes it, and removes it if it is still there; never fails. */
  discard(): Promise<void>;
}

/** Writes `content` into a draft in the volume beside the home, where no watcher of the learner's sees it. */
export async function writeDraft(home: Home, content: Buffer | AsyncIterable<Buffer>, mode = 0o644): Promise<Draft> {
  const path = `${home.volumePath}/${filePrefix}${newId()}`;
  const file = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  const discard = async (): Promise<void> => {
    await file.close().catch(() => undefined);
    await unlink(path).catch(() => undefined);
  };
  try {
    const size = Buffer.isBuffer(content) ? await writeAll(file, content) : await writeStream(file, content);
    await file.chown(home.uid, home.gid);
    await file.chmod(mode);
    return { path, size, file, discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

/**
 * Moves a draft to a spot. `new`: refused with EEXIST when something is there. `replace`: takes the place of a file, with
 * its owner and mode, but not of a folder or anything else.
 */
export async function putDraft(
  home: Home,
  draft: Draft,
  spot: Spot,
  how: 'new' | 'replace',
): Promise<{ size: number; tag: string }> {
  if (how === 'new') await link(draft.path, spot.at);
  else {
    const old = await lstat(spot.at).catch(() => undefined);
    if (old !== undefined) {
      if (!old.isFile()) throw refuse('conflict', spot.path, 'Something that is not a file has this name.');
      await dress(draft, old, home);
    }
    await rename(draft.path, spot.at);
  }
  const stat = await lstat(spot.at, { bigint: true });
  return { size: draft.size, tag: tagOf(stat) };
}

/** Gives a draft the owner and permissions of the file that it replaces, but no set-user-id. */
async function dress(
  { file }: Draft,
  old: { readonly uid: number; readonly gid: number; readonly mode: number },
  { rootUid }: Home,
): Promise<void> {
  if (old.uid >= rootUid && old.uid < rootUid + 65_536) await file.chown(old.uid, old.gid);
  await file.chmod(old.mode & 0o777);
}

async function writeAll(file: FileHandle, content: Buffer): Promise<number> {
  await file.writeFile(content);
  return content.length;
}

async function writeStream(file: FileHandle, content: AsyncIterable<Buffer>): Promise<number> {
  let size = 0;
  for await (const chunk of content) {
    await writeChunk(file, chunk);
    size += chunk.length;
  }
  return size;
}

async function writeChunk(file: FileHandle, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.length;) at += (await file.write(chunk, at)).bytesWritten;
}
