import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { AppError, errorTable } from '../../../protocol/errors.ts';
import type { PublishedPort } from '../../../protocol/preview.ts';
import { logger } from '../logger.ts';
import { askServer } from './ask-server.ts';
import { diagnosisOf } from './diagnosis.ts';
import { explain, type Explanation, type PreviewFailure } from './explain.ts';
import { failureHeader, failureMark, failurePage, failurePageHeaders } from './failure-page.ts';
import { PreviewError } from './failure.ts';
import { responseHeaders, type PreviewPlace } from './headers.ts';
import { takePlace } from './places.ts';
import { previewMachine } from './preview-machine.ts';

/** A person waits for a page; what a page itself asks for may take its time (long polling). */
const pageWithinMs = 20_000;
const partWithinMs = 120_000;

const statusOf: Readonly<Record<PreviewFailure, number>> = {
  closed: 502,
  'hung-up': 502,
  silent: 504,
  'not-http': 502,
  'endless-headers': 502,
  crowded: 503,
  'no-way': 503,
};

/** Answers a request for a preview with what the learner's server answers, or with a page that says why it doesn't. */
export async function servePreview(
  request: IncomingMessage,
  response: ServerResponse,
  place: PreviewPlace,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const giveBack = takePlace(place.key);
  try {
    if (giveBack === undefined) throw new PreviewError('crowded', 'too many connections');
    response.on('close', giveBack);
    // Only one script could serve all previews of a shared origin from then on.
    if (place.isShared && request.headers['service-worker'] !== undefined)
      throw new AppError('forbidden', 'a service worker on a shared origin', {
        hint: 'Service workers need previews with names of their own: ask the operator for SLIPWAY_PREVIEW_DOMAIN.',
      });
    const hasBody = request.headers['content-length'] !== undefined || !/^(?:GET|HEAD)$/.test(request.method ?? '');
    const { answer } = await askServer({
      place,
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      rawHeaders: request.rawHeaders,
      ...(hasBody ? { body: request } : {}),
      withinMs: isPage(request) || wantedBy(request) !== undefined ? pageWithinMs : partWithinMs,
      signal: gone.signal,
    });
    try {
      response.writeHead(answer.statusCode ?? 502, responseHeaders(answer.rawHeaders, place));
    } catch (cause) {
      answer.destroy();
      throw new PreviewError('not-http', 'a status or header that is none', cause);
    }
    // What fails half-way can only be cut off: the status is out.
    pipeline(answer, response, () => undefined);
  } catch (error) {
    if (response.destroyed || response.headersSent) response.destroy();
    else await answerWithWords(request, response, place, error);
  }
}

async function answerWithWords(
  request: IncomingMessage,
  response: ServerResponse,
  place: PreviewPlace,
  error: unknown,
): Promise<void> {
  const { status, words } = await wordsFor(request, place, error);
  const kind = error instanceof PreviewError ? error.kind : 'machine';
  const mark = failureMark(kind, words);
  // What is left of a body that nobody reads would be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close');
  if (response.destroyed) return;
  if (!isPage(request)) {
    const headers = {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      [failureHeader]: wantedBy(request) === 'cause' ? mark : kind,
    };
    response.writeHead(status, headers).end(`${words.title}\n`);
  } else {
    response.writeHead(status, { ...failurePageHeaders, [failureHeader]: mark });
    const looksAgain = request.method === 'GET' && error instanceof PreviewError;
    response.end(failurePage(words, (port) => addressOf(port, place), looksAgain ? mark : null));
  }
  if (!request.complete) request.resume();
}

async function wordsFor(
  request: IncomingMessage,
  place: PreviewPlace,
  error: unknown,
): Promise<{ status: number; words: Explanation }> {
  if (error instanceof PreviewError) {
    logger().debug({ err: error, port: place.port }, 'a preview failed');
    // A page's own requests get one line: finding out costs the sandbox a program's start.
    const isAsked =
      (isPage(request) || wantedBy(request) === 'cause') &&
      !['crowded', 'not-http', 'endless-headers'].includes(error.kind);
    const machine = isAsked ? await previewMachine(place.key).catch(() => undefined) : undefined;
    const diagnosis = machine === undefined ? undefined : await diagnosisOf(machine, place.port);
    return {
      status: statusOf[error.kind],
      words:
        isAsked || !['closed', 'hung-up', 'silent'].includes(error.kind)
          ? explain(error.kind, place.port, diagnosis, pageWithinMs / 1000)
          : { title: `Port ${place.port} does not answer.`, sentences: [], commands: [], ports: [] },
    };
  }
  const known = error instanceof AppError ? error : new AppError('internal', String(error), { cause: error });
  const { httpStatus, level } = errorTable[known.code];
  logger()[level]({ err: error }, 'a preview failed');
  return {
    status: httpStatus,
    words: {
      title: known.hint ?? 'Something failed on our side.',
      sentences: ['A preview lives as long as its machine. Go back to the lesson, where the machine can be started.'],
      commands: [],
      ports: [],
    },
  };
}

/** What the page of a failure wants to know; undefined: it is another that asks. */
function wantedBy({ headers }: IncomingMessage): 'kind' | 'cause' | undefined {
  const wanted = headers[failureHeader];
  return wanted === 'kind' || wanted === 'cause' ? wanted : undefined;
}

/** Does a person look at the answer, as a page? */
function isPage({ method, headers }: IncomingMessage): boolean {
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') return false;
  const mode = headers['sec-fetch-mode'];
  return mode === undefined ? headers.accept?.includes('text/html') === true : mode === 'navigate';
}

function addressOf({ port }: PublishedPort, { key, origin, isShared }: PreviewPlace): string {
  return isShared ? `/~/${key}/${port}/` : `${origin.replace(/\/\/\d+--/, `//${port}--`)}/`;
}
