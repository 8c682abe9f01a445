import 'server-only';
import { AppError } from '../../protocol/errors.ts';
import { maxTextBytes, maxUploadBytes } from '../../protocol/files.ts';
import { requireLiveLease } from './leases.ts';
import { reader, writer } from './respond.ts';
import { authorization } from './ticket.ts';

/** What can be done with files, and by which methods; the address at the runner ends alike. */
const acts: Readonly<Record<string, readonly string[]>> = {
  '': ['GET', 'DELETE'],
  text: ['GET', 'PUT'],
  folder: ['POST'],
  move: ['POST'],
  download: ['GET'],
  upload: ['PUT'],
  unpack: ['PUT'],
};

const answered = ['content-type', 'content-length', 'content-disposition'];

/**
 * Passes a request about the files of a learner's machine on to its runner, and the answer back, both as they come. The
 * runner checks everything but who asks. Throws AppError.
 */
export async function forwardFiles(request: Request, leaseId: string, act: string): Promise<Response> {
  const { method } = request;
  if (acts[act]?.includes(method) !== true)
    throw new AppError('not_found', `${method} files/${act}`, { hint: 'This address does not exist.' });
  const learner = method === 'GET' ? await reader(request) : await writer(request, 'file');
  const { searchParams: query } = new URL(request.url);
  const { sandboxId, runnerUrl } = await requireLiveLease(leaseId, learner, query.get('node') ?? 'main');
  query.delete('node');
  const body = method === 'PUT' || method === 'POST' ? request.body : null;
  if (body !== null) requireSize(request, act);
  const url = `${runnerUrl}/v1/sandboxes/${sandboxId}/files${act === '' ? '' : `/${act}`}?${query.toString()}`;
  const length = request.headers.get('content-length');
  let answer: Response;
  try {
    answer = await fetch(url, {
      method,
      headers: {
        authorization: await authorization({ scope: 'sandbox', sandboxId, learner: learner ?? '' }),
        ...(length === null ? {} : { 'content-length': length }),
      },
      // Ends with the browser's request.
      signal: request.signal,
      cache: 'no-store',
      ...(body === null ? {} : { body, duplex: 'half' }),
    });
  } catch (cause) {
    throw new AppError('runner_unreachable', `${method} ${url}: ${String(cause)}`, {
      cause,
      hint: 'The service that runs the machines does not answer just now. Try again in a moment.',
    });
  }
  const headers = new Headers({ 'cache-control': 'no-store' });
  for (const name of answered) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(answer.status === 204 ? null : answer.body, { status: answer.status, headers });
}

/** Early, so that the answer comes before the body is sent. A length is required: fetch() buffers a body without one. */
function requireSize(request: Request, act: string): void {
  const length = request.headers.get('content-length');
  if (length === null)
    throw new AppError('bad_request', `files/${act}: no content-length`, {
      hint: 'The request must say how long it is.',
    });
  const maxBytes = act === 'text' ? maxTextBytes : maxUploadBytes;
  if (Number(length) <= maxBytes) return;
  const hint = `That is larger than ${maxBytes / 1024 ** 2} MiB, which is the most that can be sent at once.`;
  throw new AppError('too_large', `files/${act}: more than ${maxBytes} bytes`, { hint });
}
