import { AppError, type ErrorCode } from '../../../protocol/errors.ts';
import type { PreviewFailure } from './explain.ts';

/** A learner's server that did not answer as one should; `kind` picks the words. */
export class PreviewError extends Error {
  override readonly name = 'PreviewError';
  readonly kind: PreviewFailure;

  constructor(kind: PreviewFailure, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
  }
}

const kinds: Partial<Record<ErrorCode, PreviewFailure>> = {
  port_closed: 'closed',
  timed_out: 'silent',
  quota_exceeded: 'crowded',
};

/** What opening a tunnel threw, as a failure of the preview. Errors about the machine itself stay as they are. */
export function tunnelFailure(error: unknown): unknown {
  if (!(error instanceof AppError)) return new PreviewError('no-way', String(error), error);
  if (error.code === 'sandbox_stopped' || error.code === 'not_found' || error.code === 'sandbox_not_found')
    return error;
  return new PreviewError(kinds[error.code] ?? 'no-way', error.message, error);
}

/** What Node's HTTP client threw about an answer, or instead of one. */
export function answerFailure(error: unknown): PreviewError {
  if (error instanceof PreviewError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  if (code === 'HPE_HEADER_OVERFLOW') return new PreviewError('endless-headers', message, error);
  if (code.startsWith('HPE_')) return new PreviewError('not-http', message, error);
  return new PreviewError('hung-up', message, error);
}
