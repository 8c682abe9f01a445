import { constants } from 'node:os';
import { AppError, type ErrorCode } from '../../protocol/errors.ts';

type Words = readonly [ErrorCode, (name: string) => string];

const words: Readonly<Record<string, Words>> = {
  ENOENT: ['not_found', (name) => `There is no ${name} (any more).`],
  EEXIST: ['conflict', (name) => `${name} exists already.`],
  ENOTEMPTY: ['conflict', (name) => `${name} is not empty: something was put into it just now.`],
  ENOTDIR: ['bad_request', (name) => `A part of ${name} is not a folder.`],
  EISDIR: ['bad_request', (name) => `${name} is a folder.`],
  EINVAL: ['bad_request', (name) => `${name} can't be moved into itself.`],
  ENAMETOOLONG: ['bad_request', (name) => `The name of ${name} is too long.`],
  ELOOP: ['conflict', (name) => `${name} was changed while it was opened. Try again.`],
  EAGAIN: ['conflict', (name) => `${name} is locked by a program in your machine.`],
  EBUSY: ['conflict', (name) => `${name} is in use.`],
  ETXTBSY: ['conflict', (name) => `${name} is a program that runs just now: stop it first.`],
  EXDEV: ['bad_request', (name) => `${name} lies on another file system: use the terminal for it.`],
  EPERM: ['forbidden', (name) => `${name} is protected against changes (see lsattr).`],
  EACCES: ['forbidden', (name) => `${name} can't be accessed.`],
  EMLINK: ['conflict', (name) => `${name} has too many links.`],
  ENOSPC: ['disk_full', full],
  EDQUOT: ['disk_full', full],
};

function full(name: string): string {
  return `The disk of your machine is full: ${name} was not written, and nothing was lost. Remove what you don't need, for example with “docker system prune”, and try again.`;
}

/** Turns what the file system says about `path` into an AppError with a sentence for the learner; others stay as they are. */
export function fileError(error: unknown, path: string): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const { code, errno } = error as NodeJS.ErrnoException;
  // Node has no name for the error that a quota gives.
  const row = words[errno === -constants.errno.EDQUOT ? 'EDQUOT' : (code ?? '')];
  if (row === undefined) return error;
  return new AppError(row[0], `${path}: ${error.message}`, { cause: error, hint: row[1](quoted(path)) });
}

/** A path as it stands in a sentence. */
export function quoted(path: string): string {
  const shown = path === '' ? 'your home folder' : `“${path}”`;
  return shown.length > 200 ? `${shown.slice(0, 100)}…${shown.slice(-80)}` : shown;
}

export function refuse(code: ErrorCode, path: string, hint: string): AppError {
  return new AppError(code, `${path}: ${hint}`, { hint });
}
