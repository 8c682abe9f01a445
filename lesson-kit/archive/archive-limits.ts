import { AppError } from '../../protocol/errors.ts';

/** How much of an archive is read before it is refused. */
export interface ArchiveLimits {
  /** Of all files together, unpacked. */
  readonly bytes: number;
  readonly fileBytes: number;
  readonly entries: number;
  /** Folders in folders. */
  readonly depth: number;
  readonly ms: number;
}

const mib = 1024 * 1024;

/** Several times our longest course; a file is as large as one in `start/` may be. */
export const archiveLimits: ArchiveLimits = {
  bytes: 64 * mib,
  fileBytes: 2 * mib,
  entries: 4000,
  depth: 16,
  ms: 30_000,
};

/** The archive can't be taken: `hint` says why, to who packed it. */
export function refused(hint: string, cause?: unknown): AppError {
  return new AppError('bad_request', `an archive is refused: ${hint}`, { hint, cause });
}

export function tooLarge(hint: string): AppError {
  return new AppError('too_large', `an archive is refused: ${hint}`, { hint });
}

/** `2097152` → `2 MiB`. */
export function inMib(bytes: number): string {
  return bytes < mib ? `${Math.ceil(bytes / 1024)} KiB` : `${Math.round((bytes / mib) * 10) / 10} MiB`;
}
