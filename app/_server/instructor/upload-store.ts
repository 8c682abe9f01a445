import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../protocol/errors.ts';
import { idSchema } from '../../../protocol/ids.ts';
import { uploadRecordSchema, type UploadRecord } from '../../../protocol/instructor.ts';
import { siteConfig } from '../env.ts';
import { logger } from '../logger.ts';
import { processWide } from '../process-wide.ts';

/** An upload where it lies: `dir` has `upload.json` and `lessons/`, a lessons folder with one course. */
export interface StoredUpload {
  readonly record: UploadRecord;
  readonly dir: string;
  readonly isPublished: boolean;
}

/** The folder in which an upload is made, before it is one. What a crash left there is removed by the next upload. */
export const incoming = 'incoming';
const drafts = 'drafts';
const published = 'published';
const staleMs = 10 * 60_000;

/** The folder of uploads of this installation. Throws AppError forbidden if there is none. */
export function uploadsDir(): string {
  const { uploadsDir: dir } = siteConfig();
  if (dir === undefined)
    throw new AppError('forbidden', 'SLIPWAY_UPLOADS_DIR is not set', {
      hint: 'This installation has no folder for uploaded lessons. npm start makes one.',
    });
  return dir;
}

/** The folder of lessons of an upload. */
export function lessonsIn({ dir }: { readonly dir: string }): string {
  return join(dir, 'lessons');
}

/** All uploads, the newest first. One whose record can't be read is left out and logged. */
export async function listUploads(): Promise<StoredUpload[]> {
  const dir = siteConfig().uploadsDir;
  if (dir === undefined) return [];
  const found = await Promise.all([readPlace(dir, drafts), readPlace(dir, published)]);
  return found.flat().sort((a, b) => b.record.uploadedAt.localeCompare(a.record.uploadedAt));
}

/** What is published, in the order in which it was. */
export async function listPublished(): Promise<StoredUpload[]> {
  const dir = siteConfig().uploadsDir;
  if (dir === undefined) return [];
  const at = ({ record }: StoredUpload): string => record.publishedAt ?? record.uploadedAt;
  return (await readPlace(dir, published)).sort((a, b) => at(a).localeCompare(at(b)));
}

/** The upload with this id. Throws AppError not_found. */
export async function requireUpload(id: string): Promise<StoredUpload> {
  const found = idSchema.safeParse(id).success
    ? (await listUploads()).find(({ record }) => record.id === id)
    : undefined;
  if (found === undefined)
    throw new AppError('not_found', `no upload ${id}`, { hint: 'There is no such upload any more. Reload the page.' });
  return found;
}

/** Writes the record of an upload in `dir`, all or nothing. */
export async function writeRecord(dir: string, record: UploadRecord): Promise<void> {
  const file = join(dir, 'upload.json');
  await writeFile(`${file}.part`, JSON.stringify(record, null, 2));
  await rename(`${file}.part`, file);
}

/** Makes a draft of what was made in `dir`, which it moves, all or nothing. */
export async function keepDraft(dir: string, record: UploadRecord): Promise<void> {
  await writeRecord(dir, record);
  await mkdir(join(uploadsDir(), drafts), { recursive: true });
  await rename(dir, join(uploadsDir(), drafts, record.id));
}

/** Publishes a draft, or makes a draft of what is published: one rename, so that readers see all of it or nothing. */
export async function moveUpload(upload: StoredUpload, record: UploadRecord, isPublished: boolean): Promise<void> {
  const place = join(uploadsDir(), isPublished ? published : drafts);
  await mkdir(place, { recursive: true });
  await writeRecord(upload.dir, record);
  await rename(upload.dir, join(place, record.id));
}

/** Deletes an upload with everything in it. */
export async function dropUpload({ dir, record }: StoredUpload): Promise<void> {
  // Out of sight first: what is half deleted must not be listed.
  const gone = join(uploadsDir(), incoming, record.id);
  await mkdir(join(uploadsDir(), incoming), { recursive: true });
  await rename(dir, gone);
  await rm(gone, { recursive: true, force: true });
}

/** Runs `work` while no other change of uploads does. */
export async function changeUploads<T>(work: () => Promise<T>): Promise<T> {
  const turn = processWide<{ last: Promise<unknown> }>('uploads turn', () => ({ last: Promise.resolve() }));
  const mine = turn.last.then(work, work);
  turn.last = mine.catch(() => undefined);
  return mine;
}

/** Removes what interrupted uploads left. */
export async function sweepIncoming(): Promise<void> {
  const dir = join(uploadsDir(), incoming);
  await mkdir(dir, { recursive: true });
  for (const name of await readdir(dir)) {
    const facts = await stat(join(dir, name)).catch(() => undefined);
    if (facts !== undefined && Date.now() - facts.mtimeMs > staleMs)
      await rm(join(dir, name), { recursive: true, force: true });
  }
}

async function readPlace(dir: string, place: string): Promise<StoredUpload[]> {
  const names = await readdir(join(dir, place)).catch(() => [] as string[]);
  const read = await Promise.all(
    names.filter((name) => idSchema.safeParse(name).success).map((id) => readOne(dir, place, id)),
  );
  return read.flat();
}

async function readOne(root: string, place: string, id: string): Promise<StoredUpload[]> {
  const dir = join(root, place, id);
  const text = await readFile(join(dir, 'upload.json'), 'utf8').catch(() => undefined);
  // It was moved between a list and this look.
  if (text === undefined) return [];
  try {
    return [{ record: uploadRecordSchema.parse(JSON.parse(text)), dir, isPublished: place === published }];
  } catch (error) {
    logger().warn({ upload: dir, err: error }, 'an upload can not be read');
    return [];
  }
}
