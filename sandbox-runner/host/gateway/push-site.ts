import { readdirSync, statSync } from 'node:fs';
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { registryHost } from './hosts.ts';
import { decidePush } from './push-policy.ts';

/** What one learner may upload while this process lives, and what all may keep together. */
const maxPerLearner = 1024 ** 3;
const maxTogether = 6 * 1024 ** 3;
const stallMs = 60_000;
const passedOn = ['accept', 'content-type', 'content-length', 'content-range', 'range', 'if-none-match'] as const;
const passedBack = [
  'content-type',
  'content-length',
  'content-range',
  'accept-ranges',
  'range',
  'etag',
  'location',
  'link',
  'docker-content-digest',
  'docker-upload-uuid',
  'docker-distribution-api-version',
] as const;

export interface PushSite {
  /** Answers one request of a sandbox. Rejects when the registry behind it fails. */
  serve(ask: IncomingMessage, reply: ServerResponse): Promise<void>;
}

export interface PushSiteParts {
  /** Of the registry that keeps what is pushed. */
  readonly socket: string;
  /** Where it keeps that. */
  readonly dir: string;
  /** Of the learners' accounts. */
  readonly key: Buffer;
}

/** The learners' registry, as sandboxes see it: behind a login, each below their own name, and not without end. */
export function pushSite({ socket, dir, key }: PushSiteParts): PushSite {
  const uploaded = new Map<string, number>();
  let together = bytesIn(join(dir, 'docker/registry/v2/blobs'));
  return {
    async serve(ask, reply) {
      const { method = 'GET', url = '/' } = ask;
      const decision = decidePush({ method, path: url, authorization: ask.headers.authorization }, key);
      if (decision.kind === 'refuse') {
        ask.resume();
        refuse(reply, decision.status, decision.code, decision.message);
        return;
      }
      const { learner, isUpload } = decision;
      const isOwnFull = (): boolean => (uploaded.get(learner) ?? 0) >= maxPerLearner;
      if (isUpload && method !== 'DELETE' && (isOwnFull() || together >= maxTogether)) {
        ask.resume();
        refuse(reply, 403, 'DENIED', fullText(isOwnFull()));
        return;
      }
      const counted = counting((bytes) => {
        const own = (uploaded.get(learner) ?? 0) + bytes;
        uploaded.set(learner, own);
        together += bytes;
        // What all requests have brought so far: several may come at the same time.
        return isUpload && own <= maxPerLearner && together <= maxTogether;
      });
      const headers = Object.fromEntries(
        passedOn.flatMap((name) => (ask.headers[name] === undefined ? [] : [[name, ask.headers[name]] as const])),
      );
      const upstream = request({
        socketPath: socket,
        method,
        path: url,
        headers: { ...headers, host: registryHost },
        timeout: stallMs,
      });
      upstream.on('timeout', () => upstream.destroy(new Error(`the registry is silent for ${stallMs} ms`)));
      reply.once('close', () => upstream.destroy());
      const answered = new Promise<IncomingMessage>((resolve, reject) => {
        upstream.once('response', resolve);
        upstream.once('error', reject);
      });
      // It may answer before all of the request has come.
      const sent = pipeline(ask, counted, upstream);
      try {
        const answer = await Promise.race([answered, sent.then(() => answered)]);
        reply.statusCode = answer.statusCode ?? 502;
        for (const name of passedBack) {
          const value = answer.headers[name];
          if (value !== undefined) reply.setHeader(name, value);
        }
        await pipeline(answer, reply);
      } catch (error) {
        if (!(error instanceof TooMuch)) throw error;
        refuse(reply, 403, 'DENIED', fullText(isOwnFull()));
      } finally {
        sent.catch(() => undefined);
        answered.catch(() => undefined);
      }
    },
  };
}

class TooMuch extends Error {
  override readonly name = 'TooMuch';
}

/** Passes bytes through; tells how many, and fails with TooMuch when `take` says that there is no room for them. */
function counting(take: (bytes: number) => boolean): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (take(chunk.length)) done(null, chunk);
      else done(new TooMuch());
    },
  });
}

function fullText(isOwn: boolean): string {
  return isOwn
    ? `you have uploaded more than ${maxPerLearner / 1024 ** 3} GiB to the classroom registry; push smaller images`
    : 'the classroom registry is full; please tell whoever runs Slipway here';
}

/** As a registry does, with what `docker login` needs to ask for name and password. */
function refuse(reply: ServerResponse, status: number, code: string, message: string): void {
  if (reply.headersSent) {
    reply.destroy();
    return;
  }
  reply.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'docker-distribution-api-version': 'registry/2.0',
    ...(status === 401 ? { 'www-authenticate': 'Basic realm="Slipway classroom registry"' } : {}),
  });
  reply.end(`${JSON.stringify({ errors: [{ code, message }] })}\n`);
}

/** What the files below `dir` hold together; 0 when it is not there. */
function bytesIn(dir: string): number {
  try {
    return readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  } catch {
    return 0;
  }
}
