import type { ErrorCode } from '../../protocol/errors.ts';
import { errorBodySchema } from '../../protocol/parse.ts';

/** What the runner said instead of doing what it was asked. */
export class RunnerRefusal extends Error {
  override readonly name = 'RunnerRefusal';
  readonly code: ErrorCode;

  constructor(message: string, code: ErrorCode) {
    super(message);
    this.code = code;
  }
}

/** The refusal of `what` in an answer with this status and body; the body may be anything. */
export function refusalIn(what: string, status: number, body: string): RunnerRefusal {
  const problem = errorBodySchema.safeParse(safeJson(body));
  if (!problem.success) return new RunnerRefusal(`${what}: ${status} ${body.slice(0, 300)}`, 'internal');
  const { code, hint } = problem.data.error;
  return new RunnerRefusal(`${what}: ${status} ${code}: ${hint}`, code);
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
