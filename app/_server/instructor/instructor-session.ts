import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../../protocol/errors.ts';
import { db } from '../db.ts';
import { siteConfig } from '../env.ts';
import { readToken, tokenHash } from '../session.ts';
import { writer } from '../respond.ts';

/** One signs in again after so long. */
const keepSignedInMs = 30 * 24 * 3600_000;

export interface Instructor {
  /** What they call themselves, or a few letters that tell their browser from others. */
  readonly name: string;
}

/** Whose browser has `token` and is signed in with the key that holds now; undefined: nobody's. */
export async function findInstructor(token: string | undefined): Promise<Instructor | undefined> {
  const { instructorKey } = siteConfig().secrets;
  if (token === undefined || instructorKey === undefined) return undefined;
  const session = await db().session.findUnique({ where: { tokenHash: tokenHash(token) } });
  if (session?.instructorSince == null || session.instructorKeyHash === null) return undefined;
  if (Date.now() - session.instructorSince.getTime() > keepSignedInMs) return undefined;
  if (!timingSafeEqual(Buffer.from(session.instructorKeyHash, 'hex'), sha256(instructorKey))) return undefined;
  return { name: session.instructorName ?? `browser ${session.tokenHash.slice(0, 6)}` };
}

/** Marks the session of a browser as an instructor's. Throws AppError forbidden if the key is another one. */
export async function signIn(request: Request, given: { readonly key: string; readonly name: string }): Promise<void> {
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
  await change(request, {
    instructorSince: new Date(),
    instructorKeyHash: keyHash.toString('hex'),
    instructorName: given.name === '' ? null : given.name,
  });
}

/** The browser is a learner's again. */
export async function signOut(request: Request): Promise<void> {
  await change(request, { instructorSince: null, instructorKeyHash: null, instructorName: null });
}

/** Who reads. Throws AppError forbidden for everybody but instructors. */
export async function requireInstructor(request: Request): Promise<Instructor> {
  const instructor = await findInstructor(readToken(request.headers.get('cookie')));
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

interface Mark {
  readonly instructorSince: Date | null;
  readonly instructorKeyHash: string | null;
  readonly instructorName: string | null;
}

async function change(request: Request, data: Mark): Promise<void> {
  const token = readToken(request.headers.get('cookie')) ?? '';
  await db().session.update({ where: { tokenHash: tokenHash(token) }, data: { ...data } });
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
