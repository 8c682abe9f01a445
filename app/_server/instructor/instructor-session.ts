import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../../protocol/errors.ts';
import { db } from '../db.ts';
import { siteConfig } from '../env.ts';
import { isSecure } from '../origin.ts';
import { newToken, readTokens, tokenCookie, tokenHash } from '../session.ts';
import { writer } from '../respond.ts';

const instructorCookie = 'slipway_instructor';
/** One signs in again after so long. */
const keepSignedInSeconds = 30 * 24 * 3600;

export interface Instructor {
  /** What they call themselves, or a few letters that tell their browser from others. */
  readonly name: string;
}

/** Whose browser sends this Cookie header and is signed in with the key that holds now; undefined: nobody's. */
export async function findInstructor(cookieHeader: string | null | undefined): Promise<Instructor | undefined> {
  const { instructorKey } = siteConfig().secrets;
  const tokens = readTokens(cookieHeader, instructorCookie);
  if (tokens.length === 0 || instructorKey === undefined) return undefined;
  // A token that somebody else set in this browser was never signed in with, so it neither counts nor hides ours.
  const sessions = await db().session.findMany({
    where: {
      tokenHash: { in: tokens.map(tokenHash) },
      instructorSince: { gt: new Date(Date.now() - keepSignedInSeconds * 1000) },
    },
    orderBy: { instructorSince: 'desc' },
  });
  const keyHash = sha256(instructorKey);
  const session = sessions.find(
    ({ instructorKeyHash: hash }) => hash !== null && timingSafeEqual(Buffer.from(hash, 'hex'), keyHash),
  );
  return session && { name: session.instructorName ?? `browser ${session.tokenHash.slice(0, 6)}` };
}

/**
 * Makes a session of its own for an instructor who is this learner, and gives the Set-Cookie header for it. No token that
 * came with the request is marked: a page on another port of this host may have set it. Throws AppError forbidden if the
 * key is another one.
 */
export async function signIn(
  request: Request,
  learnerId: string,
  given: { readonly key: string; readonly name: string },
): Promise<string> {
  const { instructorKey } = siteConfig().secrets;
  if (instructorKey === undefined)
    throw new AppError('forbidden', 'this site has no instructor key', {
      hint: 'This installation has no key for instructors. npm start makes one.',
    });
  const keyHash = sha256(instructorKey);
  if (!timingSafeEqual(keyHash, sha256(given.key.trim())))
    throw new AppError('forbidden', 'a wrong instructor key', {
      hint: 'That is not the key of this installation. It lies where npm start says, and its operator can read it.',
    });
  await endSessions(request);
  const token = newToken();
  await db().session.create({
    data: {
      tokenHash: tokenHash(token),
      learnerId,
      instructorSince: new Date(),
      instructorKeyHash: keyHash.toString('hex'),
      instructorName: given.name === '' ? null : given.name,
    },
  });
  return cookieFor(request, token, keepSignedInSeconds);
}

/** The browser is a learner's again. Gives the Set-Cookie header for that. */
export async function signOut(request: Request): Promise<string> {
  await endSessions(request);
  return cookieFor(request, '', 0);
}

/** Who reads. Throws AppError forbidden for everybody but instructors. */
export async function requireInstructor(request: Request): Promise<Instructor> {
  const instructor = await findInstructor(request.headers.get('cookie'));
  if (instructor === undefined)
    throw new AppError('forbidden', 'not an instructor', {
      hint: 'Only instructors can do that. Sign in at /instructor first.',
    });
  return instructor;
}

/** Who writes: an instructor, from a page of this site, within the rate. Throws AppError. */
export async function writingInstructor(request: Request): Promise<Instructor> {
  await writer(request, 'write');
  return requireInstructor(request);
}

async function endSessions(request: Request): Promise<void> {
  const tokens = readTokens(request.headers.get('cookie'), instructorCookie);
  await db().session.deleteMany({
    where: { tokenHash: { in: tokens.map(tokenHash) }, instructorSince: { not: null } },
  });
}

function cookieFor(request: Request, token: string, forSeconds: number): string {
  const isByTls = isSecure(request.headers.get('host'), siteConfig().publicOrigins);
  return tokenCookie(instructorCookie, token, forSeconds, isByTls);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
