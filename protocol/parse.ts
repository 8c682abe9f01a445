import { z } from 'zod';
import { AppError, errorCodes, type ErrorCode } from './errors.ts';

/**
 * Parses `value` with `schema`. Throws AppError `code` (default bad_request) that names what was wrong in `what`, field
 * by field.
 */
export function parse<T>(schema: z.ZodType<T>, value: unknown, what: string, code: ErrorCode = 'bad_request'): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = z.prettifyError(result.error);
  throw new AppError(code, `${what}: ${problems}`, { hint: `${what} is not as expected: ${problems}` });
}

/** `parse` for text that should be JSON. */
export function parseJson<T>(schema: z.ZodType<T>, text: string, what: string, code: ErrorCode = 'bad_request'): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError(code, `${what} is not JSON`, { cause, hint: `${what} is not JSON.` });
  }
  return parse(schema, value, what, code);
}

export const errorBodySchema = z.object({
  error: z.object({ code: z.enum(errorCodes), hint: z.string(), requestId: z.string() }),
});
