import { z } from 'zod';

/**
 * The learner's files, browser ⇄ site ⇄ runner. Paths are relative to the learner's home, parts separated by `/`; the
 * empty path is the home itself. The address of each act is the runner's `/v1/sandboxes/:id/files…` and the site's
 * `/api/leases/:id/files…`, with `path` in the query.
 */
export const learnerHome = '/home/learner';
/** Text that an editor opens and writes; what is larger can be downloaded. */
export const maxTextBytes = 2 * 1024 * 1024;
/** One uploaded file or archive. */
export const maxUploadBytes = 50 * 1024 * 1024;
/** What an archive may hold, unpacked or packed. */
export const maxArchiveBytes = 512 * 1024 * 1024;
export const maxArchiveEntries = 20_000;
/** One file to be downloaded. */
export const maxDownloadBytes = 1024 ** 3;
export const maxListed = 2000;
export const maxWatched = 64;

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** What is wrong with `name` as the name of a file, as a sentence; null when nothing is. */
export function nameProblem(name: string): string | null {
  if (name === '') return 'A file needs a name.';
  if (name === '.' || name === '..') return `“${name}” means a folder already: choose another name.`;
  if (name.includes('/')) return 'A name has no “/”: make the folder first.';
  if (name.includes('\0')) return 'A name has no zero bytes.';
  if (byteLength(name) > 255) return 'This name is too long: at most 255 bytes.';
  return null;
}

/** What is wrong with `path`; null when it is a path inside the home (or the home itself: the empty one). */
export function pathProblem(path: string): string | null {
  if (path === '') return null;
  if (path.startsWith('/')) return 'Paths here begin in your home folder, without “/”.';
  if (byteLength(path) > 3500) return 'This path is too long.';
  if (path.split('/').includes('..')) return 'A path here has no “..”: it stays inside your home folder.';
  for (const part of path.split('/')) {
    const problem = nameProblem(part);
    if (problem !== null) return problem;
  }
  return null;
}

export const filePathSchema = z.string().superRefine((path, context) => {
  const problem = pathProblem(path);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

export const fileEntrySchema = z.strictObject({
  name: z.string().max(1024),
  /** `link`: one that leads to nothing that can be shown. `other`: a socket, a pipe, a device. */
  kind: z.enum(['file', 'folder', 'link', 'other']),
  /** Bytes. */
  size: z.number(),
  mtimeMs: z.number(),
  /** Differs when the file was written or replaced. */
  tag: z.string().max(100),
  /** Where a link points. */
  link: z.string().max(4096).nullable(),
  /** Why it can't be opened, for the learner. */
  problem: z.string().max(600).nullable(),
});
export type FileEntry = z.infer<typeof fileEntrySchema>;

/** GET files: what is in a folder, in the order of the names. */
export const folderListSchema = z.strictObject({
  path: z.string(),
  entries: z.array(fileEntrySchema).max(maxListed),
  /** How many entries are not in the list. */
  more: z.number().int(),
});
export type FolderList = z.infer<typeof folderListSchema>;

/** GET files/text. `text` is null when an editor can't show it; then `why` says so. */
export const textFileSchema = z.strictObject({
  path: z.string(),
  text: z.string().nullable(),
  why: z.enum(['binary', 'large']).nullable(),
  size: z.number(),
  tag: z.string().max(100),
  /** Stands for the content: equal versions are equal contents. Empty when `text` is null. */
  version: z.string().max(64),
});
export type TextFile = z.infer<typeof textFileSchema>;

/**
 * PUT files/text: the query's `version` is what the writer believes to be there: a version, `none` (no such file) or `any`.
 * Refused with `conflict` when something else is there.
 */
export const expectedVersionSchema = z.string().regex(/^(none|any|[0-9a-f]{32})$/, 'a version, none or any');
export const savedFileSchema = z.strictObject({
  path: z.string(),
  size: z.number(),
  tag: z.string().max(100),
  version: z.string().max(64),
});
export type SavedFile = z.infer<typeof savedFileSchema>;

/** POST files/move. Never replaces anything. */
export const moveFileSchema = z.strictObject({ from: filePathSchema, to: filePathSchema });

/** PUT files/unpack: what came out of an archive. */
export const unpackedSchema = z.strictObject({
  files: z.number().int(),
  folders: z.number().int(),
  /** What was left out and why, the first of them. */
  skipped: z.array(z.string().max(600)).max(20),
  skippedCount: z.number().int(),
});
export type Unpacked = z.infer<typeof unpackedSchema>;

/** Browser → runner, on WS …/files: the folders that are on the screen; replaces what was said before. */
export const filesClientMessageSchema = z.strictObject({
  type: z.literal('watch'),
  folders: z.array(filePathSchema).max(maxWatched),
});
export type FilesClientMessage = z.infer<typeof filesClientMessageSchema>;

/** Runner → browser: something in a watched folder changed; or the folder is not there (any more) and not watched. */
export const filesServerMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('changed'), folder: z.string() }),
  z.strictObject({ type: z.literal('gone'), folder: z.string() }),
]);
export type FilesServerMessage = z.infer<typeof filesServerMessageSchema>;
