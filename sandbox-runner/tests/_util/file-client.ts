import { request, type IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import {
  folderListSchema,
  savedFileSchema,
  textFileSchema,
  unpackedSchema,
  type FileEntry,
  type FolderList,
  type SavedFile,
  type TextFile,
  type Unpacked,
} from '../../../protocol/files.ts';
import { errorBodySchema } from '../../../protocol/parse.ts';
import type { Sandbox } from '../../../protocol/sandbox.ts';
import { bearer } from './ticket.ts';

/** A refusal of the runner, as `code: sentence`. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

type Body = string | Buffer;

/** Works with the files of one sandbox as the site does for its learner. */
export class FileClient {
  readonly #base: string;
  readonly #sandbox: Sandbox;

  constructor(port: number, sandbox: Sandbox) {
    this.#base = `http://127.0.0.1:${port}/v1/sandboxes/${sandbox.id}/files`;
    this.#sandbox = sandbox;
  }

  /** Throws Refused. */
  async call(method: string, act: string, query: Record<string, string>, body?: Body): Promise<Response> {
    const { id: sandboxId, owner: learner } = this.#sandbox;
    const response = await fetch(`${this.#base}${act}?${new URLSearchParams(query).toString()}`, {
      method,
      headers: await bearer({ scope: 'sandbox', sandboxId, learner }),
      ...(body === undefined ? {} : { body }),
    });
    if (response.ok) return response;
    const { error } = errorBodySchema.parse(await response.json());
    throw new Refused(`${error.code}: ${error.hint}`);
  }

  async list(path = ''): Promise<FolderList> {
    return folderListSchema.parse(await (await this.call('GET', '', { path })).json());
  }

  async entry(path: string): Promise<FileEntry | undefined> {
    const parts = path.split('/');
    const name = parts.pop();
    return (await this.list(parts.join('/'))).entries.find((entry) => entry.name === name);
  }

  async read(path: string): Promise<TextFile> {
    return textFileSchema.parse(await (await this.call('GET', '/text', { path })).json());
  }

  async write(path: string, text: string, version = 'any', query: Record<string, string> = {}): Promise<SavedFile> {
    return savedFileSchema.parse(await (await this.call('PUT', '/text', { path, version, ...query }, text)).json());
  }

  async upload(path: string, body: Body, query: Record<string, string> = {}): Promise<void> {
    await this.call('PUT', '/upload', { path, ...query }, body);
  }

  /**
   * Uploads without saying how much, up to `maxBytes`, waiting for the runner to take each part (undici's fetch does not
   * wait after a refusal). Gives the status and what was sent until the connection ended.
   */
  async uploadEndless(path: string, maxBytes: number): Promise<{ status: number | undefined; sentBytes: number }> {
    const { id: sandboxId, owner: learner } = this.#sandbox;
    const sending = request(`${this.#base}/upload?${new URLSearchParams({ path }).toString()}`, {
      method: 'PUT',
      headers: await bearer({ scope: 'sandbox', sandboxId, learner }),
    });
    let status: number | undefined;
    let sentBytes = 0;
    sending.on('response', (response: IncomingMessage) => {
      status = response.statusCode;
      response.resume();
    });
    const part = Buffer.alloc(1024 ** 2);
    const parts = function* (): Generator<Buffer> {
      for (; sentBytes < maxBytes; sentBytes += part.length) yield part;
    };
    // The runner ends the connection: that is what is waited for.
    await pipeline(parts(), sending).catch(() => undefined);
    return { status, sentBytes };
  }

  async unpack(path: string, body: Body): Promise<Unpacked> {
    return unpackedSchema.parse(await (await this.call('PUT', '/unpack', { path }, body)).json());
  }

  async download(path: string): Promise<{ bytes: Buffer; disposition: string }> {
    const response = await this.call('GET', '/download', { path });
    const disposition = response.headers.get('content-disposition') ?? '';
    return { bytes: Buffer.from(await response.arrayBuffer()), disposition };
  }

  async makeFolder(path: string): Promise<void> {
    await this.call('POST', '/folder', { path });
  }

  async move(from: string, to: string): Promise<void> {
    await this.call('POST', '/move', {}, JSON.stringify({ from, to }));
  }

  async remove(path: string): Promise<void> {
    await this.call('DELETE', '', { path });
  }
}
