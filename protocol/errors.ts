/** Everything that can go wrong and is told to somebody. Closed: a new failure gets a new code here, with its row below. */
export const errorCodes = [
  'bad_request',
  'unauthenticated',
  'ticket_invalid',
  'ticket_expired',
  'forbidden',
  'origin_refused',
  'not_found',
  'lesson_not_found',
  'sandbox_not_found',
  'checkpoint_not_found',
  'terminal_not_found',
  'conflict',
  'too_large',
  'too_many_requests',
  'quota_exceeded',
  'pool_full',
  'disk_full',
  'sandbox_stopped',
  'engine_unreachable',
  'engine_garbage',
  'port_closed',
  'runner_unreachable',
  'timed_out',
  'host_unfit',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

interface ErrorRow {
  readonly httpStatus: number;
  /** WebSocket close code: 4000 + the HTTP status, so that a log line can be read without this table. */
  readonly closeCode: number;
  readonly level: 'debug' | 'warn' | 'error';
}

const row = (httpStatus: number, level: ErrorRow['level'] = 'debug'): ErrorRow => ({
  httpStatus,
  closeCode: 4000 + httpStatus,
  level,
});

export const errorTable: Readonly<Record<ErrorCode, ErrorRow>> = {
  bad_request: row(400),
  unauthenticated: row(401),
  ticket_invalid: row(401),
  ticket_expired: row(401),
  forbidden: row(403),
  origin_refused: row(403),
  not_found: row(404),
  lesson_not_found: row(404),
  sandbox_not_found: row(404),
  checkpoint_not_found: row(404),
  terminal_not_found: row(404),
  conflict: row(409),
  too_large: row(413),
  too_many_requests: row(429),
  quota_exceeded: row(429),
  pool_full: row(503, 'warn'),
  disk_full: row(507, 'warn'),
  sandbox_stopped: row(410),
  engine_unreachable: row(502, 'warn'),
  engine_garbage: row(502, 'warn'),
  port_closed: row(502),
  runner_unreachable: row(503, 'error'),
  timed_out: row(504, 'warn'),
  host_unfit: row(500, 'error'),
  internal: row(500, 'error'),
};

/**
 * The one error type. `message` is for operators and logs; `hint` is a sentence for the person at the screen that says
 * what to do next.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; hint?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}

/** The body of every failed HTTP answer, and the last text frame before a socket closes with an error. */
export interface ErrorBody {
  readonly error: { readonly code: ErrorCode; readonly hint: string; readonly requestId: string };
}

/** What a person may see of `error`: its hint if it was meant for them, otherwise only that something failed. */
export function errorBody(error: unknown, requestId: string): ErrorBody {
  const code = error instanceof AppError ? error.code : 'internal';
  const hint =
    error instanceof AppError && error.hint !== undefined
      ? error.hint
      : `Something failed on our side. If it happens again, tell the operator this number: ${requestId}.`;
  return { error: { code, hint, requestId } };
}
