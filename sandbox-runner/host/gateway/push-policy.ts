import { isPasswordOf } from './learner-account.ts';

/** What is asked of the learners' registry: the parts of an HTTP request that decide whether it may be done. */
export interface PushRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly authorization: string | undefined;
}

export type PushDecision =
  | { readonly kind: 'pass'; readonly learner: string; readonly isUpload: boolean }
  | { readonly kind: 'refuse'; readonly status: 401 | 403 | 404; readonly code: string; readonly message: string };

const reading = new Set(['GET', 'HEAD']);
const writing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const longestPath = 2000;

/**
 * May this be done? Whoever has logged in reads what anybody in the class has pushed, and writes below their own name only.
 * The codes are those of the distribution specification, so that `docker` says what it says of Docker Hub.
 */
export function decidePush({ method, path, authorization }: PushRequest, key: Buffer): PushDecision {
  const learner = loggedIn(authorization, key);
  if (learner === undefined)
    return { kind: 'refuse', status: 401, code: 'UNAUTHORIZED', message: 'authentication required' };
  const [place = ''] = path.split('?');
  if (place === '/v2/' || place === '/v2') return { kind: 'pass', learner, isUpload: false };
  const repository = /^\/v2\/([a-z0-9._/-]+)\/(?:manifests|blobs|tags)\/[A-Za-z0-9._:/=+-]+$/.exec(place)?.[1];
  if (repository === undefined || path.length > longestPath || repository.includes('..'))
    return { kind: 'refuse', status: 404, code: 'UNSUPPORTED', message: 'there is nothing at this address' };
  if (reading.has(method)) return { kind: 'pass', learner, isUpload: false };
  if (writing.has(method) && repository.startsWith(`${learner}/`)) return { kind: 'pass', learner, isUpload: true };
  return {
    kind: 'refuse',
    status: 403,
    code: 'DENIED',
    message: `requested access to the resource is denied: the names of your images begin with ${learner}/`,
  };
}

/** The learner whose name and password these are. */
function loggedIn(authorization: string | undefined, key: Buffer): string | undefined {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]{1,400})$/i.exec(authorization ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const [, name, password] =
    /^(learner-[a-z0-9]{1,20}):(.{1,100})$/.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  if (name === undefined || password === undefined) return undefined;
  return isPasswordOf(key, name, password) ? name : undefined;
}
