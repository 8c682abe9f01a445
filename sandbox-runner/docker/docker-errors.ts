import { AppError } from '../../protocol/errors.ts';

/** The HTTP status that the engine answered with; undefined when it did not answer. */
export function engineStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

/** The AppError for a failed call to the outer engine; `what` says what was tried. By status, never by text. */
export function fromEngineError(error: unknown, what: string): AppError {
  if (error instanceof AppError) return error;
  const status = engineStatus(error);
  const message = `${what}: ${error instanceof Error ? error.message : String(error)}`;
  if (status === undefined) return new AppError('engine_unreachable', message, { cause: error });
  if (status === 404) return new AppError('not_found', message, { cause: error });
  if (status === 409) return new AppError('conflict', message, { cause: error });
  return new AppError('internal', message, { cause: error });
}

/** Resolves to undefined when the engine says that the thing is gone (404) or already so (304). */
export async function unlessGone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    const status = engineStatus(error);
    if (status === 404 || status === 304) return undefined;
    throw error;
  }
}
