import type { IncomingMessage } from 'node:http';
import { AppError } from '../../protocol/errors.ts';
import {
  expectedVersionSchema,
  filePathSchema,
  maxTextBytes,
  maxUploadBytes,
  moveFileSchema,
} from '../../protocol/files.ts';
import { parse, parseJson } from '../../protocol/parse.ts';
import { makeFolder, makeParents, move, remove } from '../files/change-tree.ts';
import { download } from '../files/download.ts';
import type { Home } from '../files/home.ts';
import { createFairShare } from '../host/fair-share.ts';
import { listFolder } from '../files/list-folder.ts';
import { readText, writeText } from '../files/text.ts';
import { unpack } from '../files/unpack.ts';
import { tooLarge, uploadFile } from '../files/upload.ts';
import type { Lease } from '../sandbox/lease.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { Route, RouteAnswer, RouteInput } from './route.ts';

/** Uploads, downloads and the like of one sandbox at a time. */
const maxAtOnce = 6;

type Act = (input: RouteInput, home: Home, path: string) => Promise<RouteAnswer>;

/** The learner's files, as protocol/files.ts says. Works whatever their engine does. */
export function filesRoutes(sandboxes: Sandboxes, homeOf: (lease: Lease) => Home): Route[] {
  const share = createFairShare(maxAtOnce);
  const route = (method: Route['method'], path: string, act: Act): Route => ({
    ...{ method, path: `/v1/sandboxes/:id/files${path}`, access: 'sandbox', maxBodyBytes: maxTextBytes },
    async handle(input) {
      const id = input.params['id'] ?? '';
      const lease = sandboxes.ownedBy(id, input.learner ?? '');
      const file = parse(filePathSchema, input.query.get('path') ?? '', 'The path');
      const giveBack = share.take(id);
      if (giveBack === undefined) throw tooMany();
      // Who writes is there.
      if (method !== 'GET') lease.noteActivity(Date.now());
      try {
        const answer = await act(input, homeOf(lease), file);
        // A download holds memory and open files until it has been read, or given up.
        if (answer.stream === undefined) giveBack();
        else answer.stream.content.once('close', giveBack);
        return answer;
      } catch (error) {
        giveBack();
        throw error;
      }
    },
  });
  const json = (value: unknown): RouteAnswer => ({ status: 200, json: value });

  return [
    route('GET', '', async (_input, home, path) => json(await listFolder(home, path))),
    route('DELETE', '', async (_input, home, path) => {
      await remove(home, path);
      return { status: 204 };
    }),
    route('POST', '/folder', async (_input, home, path) => {
      await makeParents(home, path);
      await makeFolder(home, path);
      return { status: 204 };
    }),
    route('POST', '/move', async ({ body }, home) => {
      const { from, to } = parseJson(moveFileSchema, await body(), 'The request to move a file');
      if (!to.startsWith(`${from}/`)) await makeParents(home, to);
      await move(home, from, to);
      return { status: 204 };
    }),
    route('GET', '/text', async (_input, home, path) => json(await readText(home, path))),
    route('PUT', '/text', async ({ query, body }, home, path) => {
      const version = parse(expectedVersionSchema, query.get('version') ?? '', 'The version');
      const content = Buffer.from(await body());
      if (query.get('parents') === 'yes') await makeParents(home, path);
      return json(await writeText(home, path, content, version));
    }),
    route('GET', '/download', async (_input, home, path) => ({ status: 200, stream: await download(home, path) })),
    route('PUT', '/upload', async ({ query, request }, home, path) => {
      const replace = query.get('replace') === 'yes';
      return json(await drained(request, path, (body) => uploadFile(home, path, body, { replace })));
    }),
    route('PUT', '/unpack', async ({ request }, home, path) =>
      json(await drained(request, path, (body) => unpack(home, path, body))),
    ),
  ];
}

/** Runs `use` on a body; when it fails, the rest of a body that isn't too large is read, so that the answer arrives. */
async function drained<T>(
  request: IncomingMessage,
  path: string,
  use: (body: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  if (Number(request.headers['content-length'] ?? 0) > maxUploadBytes) throw tooLarge(path, maxUploadBytes);
  const chunks = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  try {
    return await use(chunks);
  } catch (error) {
    let left = maxUploadBytes;
    if (!request.complete && !request.destroyed)
      for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>)
        if ((left -= chunk.length) < 0) break;
    throw error;
  }
}

function tooMany(): AppError {
  const hint = 'Too many of your files are on their way already: wait until some have arrived.';
  return new AppError('too_many_requests', `more than ${maxAtOnce} file requests of one sandbox`, { hint });
}
