import { AppError } from '../../protocol/errors.ts';

/** What `call` gives; undefined: what it asks about is gone, or keeps nothing of what it asks for. */
export async function unlessGone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not_found' || error.code === 'conflict')) return undefined;
    throw error;
  }
}
