import { createHash, randomBytes } from 'node:crypto';
import { newId } from '../../protocol/ids.ts';
import { db, isTaken } from './db.ts';

export const sessionCookie = 'slipway_learner';
const maxAgeSeconds = 400 * 24 * 3600; // the longest that browsers keep a cookie
const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

/** The learner's token in a Cookie header, if there is one of the right form. */
export function readToken(cookieHeader: string | null | undefined): string | undefined {
  return readTokens(cookieHeader, sessionCookie)[0];
}

/**
 * All tokens of the right form that a Cookie header has under `name`, as the browser orders them. More than one: pages of
 * other ports of this host can set some, and those with a longer path come first.
 */
export function readTokens(cookieHeader: string | null | undefined, name: string): string[] {
  const tokens = (cookieHeader ?? '').split(';').flatMap((part) => {
    const at = part.indexOf('=');
    return part.slice(0, at).trim() === name ? [part.slice(at + 1).trim()] : [];
  });
  return tokens.filter((token) => tokenPattern.test(token));
}

/** A Set-Cookie header that makes the browser a learner's. Nothing is stored until the learner does something. */
export function newSessionCookie(isSecure: boolean): string {
  return tokenCookie(sessionCookie, newToken(), maxAgeSeconds, isSecure);
}

/** Nobody can guess it. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** A Set-Cookie header for a token of this site. `forSeconds` 0: the browser forgets it. */
export function tokenCookie(name: string, token: string, forSeconds: number, isSecure: boolean): string {
  return `${name}=${token}; Path=/; Max-Age=${forSeconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
}

/** The id of the learner whose `token` this is; undefined: nobody has done anything with it yet. */
export async function findLearner(token: string | undefined): Promise<string | undefined> {
  if (token === undefined) return undefined;
  const session = await db().session.findUnique({
    where: { tokenHash: tokenHash(token) },
    select: { learnerId: true },
  });
  return session?.learnerId;
}

/** The id of the learner whose `token` this is, made now if this is the first thing they do. */
export async function findOrCreateLearner(token: string): Promise<string> {
  const known = await findLearner(token);
  if (known !== undefined) return known;
  const id = newId();
  try {
    await db().learner.create({ data: { id, sessions: { create: { tokenHash: tokenHash(token) } } } });
    return id;
  } catch (error) {
    // Two first requests at once: the other one won.
    const winner = isTaken(error) ? await findLearner(token) : undefined;
    if (winner === undefined) throw error;
    return winner;
  }
}

/** What is stored of a token. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
