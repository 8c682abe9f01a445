import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { AppError } from '../../protocol/errors.ts';
import { garbage } from './inner-garbage.ts';
import { callInner, type InnerAnswer, type InnerRequest } from './inner-http.ts';
import { createReadingDebt } from './reading-debt.ts';

const callTimeoutMs = 3000;
const maxCallsAtOnce = 6;
const maxCallsWaiting = 60;

/** Calls to one learner's engine that wait for each other: a few at a time, and reading answers takes a small share of our time. */
export interface InnerReader {
  readonly call: (request: InnerRequest) => Promise<InnerAnswer>;
  /** What `path` answers with status 200, read by `schema`. Throws as InnerEngine does. */
  readonly get: <T>(path: string, schema: z.ZodType<T>, maxBytes: number) => Promise<T>;
}

export function innerReader(volumePath: string): InnerReader {
  const gate = createGate();
  const debt = createReadingDebt();
  return {
    call: (request) => gate(() => callInner(volumePath, request)),
    async get(path, schema, maxBytes) {
      const answer = await gate(async () => {
        const waitMs = debt.waitMs();
        if (waitMs > 0) await sleep(waitMs);
        return callInner(volumePath, { path, maxBytes, timeoutMs: callTimeoutMs });
      });
      expectStatus(answer, path, [200]);
      return debt.book(() => readJson(answer.body, schema, path));
    },
  };
}

/** Throws not_found, conflict or engine_garbage when the answer's status is not one of `allowed`. */
export function expectStatus(answer: InnerAnswer, path: string, allowed: readonly number[]): void {
  if (allowed.includes(answer.status)) return;
  const said = answer.body.subarray(0, 300).toString('utf8');
  if (answer.status === 404) throw new AppError('not_found', `${path}: ${said}`);
  if (answer.status >= 400 && answer.status < 600)
    throw new AppError('conflict', `${path}: status ${answer.status}: ${said}`);
  throw garbage(path, `status ${answer.status}`);
}

/** `body` as `schema` says, or engine_garbage. */
export function readJson<T>(body: Buffer, schema: z.ZodType<T>, path: string): T {
  const result = schema.safeParse(parseText(body.toString('utf8'), path));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw garbage(path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  return result.data;
}

/** JSON, or engine_garbage. */
export function parseText(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw garbage(path, 'it is not JSON', cause);
  }
}

/** Lets `maxCallsAtOnce` calls through at a time, in order; refuses when too many wait. */
function createGate(): <T>(call: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (call) => {
    if (running >= maxCallsAtOnce) {
      if (waiting.length >= maxCallsWaiting)
        throw new AppError('engine_unreachable', 'too many calls to the inner engine wait');
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await call();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
