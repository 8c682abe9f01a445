import type { z } from 'zod';
import {
  folderListSchema,
  savedFileSchema,
  textFileSchema,
  unpackedSchema,
  type FolderList,
  type SavedFile,
  type TextFile,
  type Unpacked,
} from '../../../protocol/files.ts';
import type { ErrorCode } from '../../../protocol/errors.ts';
import { errorBodySchema } from '../../../protocol/parse.ts';

/** What went wrong, in words for the learner. `offline`: the site did not answer at all. */
export class FileRefusal extends Error {
  override readonly name = 'FileRefusal';
  readonly code: ErrorCode | 'offline';

  constructor(code: ErrorCode | 'offline', hint: string) {
    super(hint);
    this.code = code;
  }
}

/** The learner's files, as protocol/files.ts says. Every call throws FileRefusal. */
export interface FileApi {
  list(path: string): Promise<FolderList>;
  read(path: string): Promise<TextFile>;
  /** `version`: what is believed to be there, see protocol/files.ts. Folders that lead there are made for a new file. */
  write(path: string, text: string, version: string): Promise<SavedFile>;
  makeFolder(path: string): Promise<void>;
  move(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  upload(path: string, file: Blob, replace: boolean): Promise<void>;
  unpack(folder: string, archive: Blob): Promise<Unpacked>;
  /** Where the browser gets the file, or the folder as an archive; asked first, so that a refusal is words and no file. */
  downloadUrl(path: string): Promise<string>;
}

/** The files of a lease's machine; `node`: which of its machines, `main` where there is only one. */
export function fileApi(leaseId: string, node: string): FileApi {
  const address = (act: string, query: Readonly<Record<string, string>>): string =>
    `/api/leases/${leaseId}/files${act}?${new URLSearchParams({ ...query, ...(node === 'main' ? {} : { node }) }).toString()}`;
  const call = (method: string, act: string, query: Readonly<Record<string, string>>, body?: Blob | string) =>
    send(method, address(act, query), body);
  return {
    list: async (path) => read(folderListSchema, await call('GET', '', { path })),
    read: async (path) => read(textFileSchema, await call('GET', '/text', { path })),
    write: async (path, text, version) => {
      const query = { path, version, ...(version === 'none' ? { parents: 'yes' } : {}) };
      // A Blob: the browser would make the bytes of a string good UTF-8 as well, but may not announce their length.
      return read(savedFileSchema, await call('PUT', '/text', query, new Blob([text])));
    },
    makeFolder: async (path) => {
      await call('POST', '/folder', { path });
    },
    move: async (from, to) => {
      await call('POST', '/move', {}, JSON.stringify({ from, to }));
    },
    remove: async (path) => {
      await call('DELETE', '', { path });
    },
    upload: async (path, file, replace) => {
      await call('PUT', '/upload', { path, ...(replace ? { replace: 'yes' } : {}) }, file);
    },
    unpack: async (path, archive) => read(unpackedSchema, await call('PUT', '/unpack', { path }, archive)),
    async downloadUrl(path) {
      const url = address('/download', { path });
      await probe(url);
      return url;
    },
  };
}

function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  throw new FileRefusal('internal', 'The site answered something this page does not understand. Reload the page.');
}

async function send(method: string, address: string, body?: Blob | string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(address, { method, cache: 'no-store', ...(body === undefined ? {} : { body }) });
  } catch {
    throw new FileRefusal('offline', 'Slipway does not answer. Check your connection.');
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  throw refusalOf(response, answer);
}

function refusalOf({ status }: Response, answer: unknown): FileRefusal {
  const refusal = errorBodySchema.safeParse(answer);
  if (refusal.success) return new FileRefusal(refusal.data.error.code, refusal.data.error.hint);
  return new FileRefusal('internal', `Something failed on our side (${status}). Try again in a moment.`);
}

async function probe(url: string): Promise<void> {
  const stop = new AbortController();
  const response = await fetch(url, { cache: 'no-store', signal: stop.signal }).catch(() => {
    throw new FileRefusal('offline', 'Slipway does not answer. Check your connection.');
  });
  if (!response.ok) throw refusalOf(response, await response.json().catch(() => undefined));
  stop.abort();
}

/** The sentence of an error. */
export function sentence(error: unknown): string {
  return error instanceof FileRefusal ? error.message : 'Something failed in this page. Reload it.';
}
