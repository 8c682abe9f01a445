import { AppError } from '../../protocol/errors.ts';

/** The inner engine answered to `path` with what no engine answers: `what`, in a few words. */
export function garbage(path: string, what: string, cause?: unknown): AppError {
  return new AppError('engine_garbage', `the inner engine's answer to ${path}: ${what.slice(0, 300)}`, {
    cause,
    hint: odd,
  });
}

const odd = 'The Docker Engine of this machine gives answers that make no sense. Reset the machine.';
