import { z } from 'zod';
import { checkResultSchema, type CheckResult } from '../../protocol/checks.ts';
import { AppError } from '../../protocol/errors.ts';
import { errorBodySchema, parse } from '../../protocol/parse.ts';
import {
  checkpointSchema,
  healthSchema,
  sandboxSchema,
  type Checkpoint,
  type CreateSandboxInput,
  type Health,
  type Sandbox,
  type StopReason,
} from '../../protocol/sandbox.ts';
import { authorization } from './ticket.ts';

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly timeoutMs: number;
}

/** The runner's HTTP API at one base URL. Every call throws AppError: what the runner said, or runner_unreachable. */
export interface RunnerClient {
  /** Resolves when the sandbox is ready. The same `leaseId` twice is the same sandbox. */
  createSandbox(body: CreateSandboxInput): Promise<Sandbox>;
  listSandboxes(): Promise<readonly Sandbox[]>;
  extend(sandboxId: string, ttlMs: number): Promise<Sandbox>;
  stop(sandboxId: string, reason: StopReason): Promise<void>;
  runChecks(sandboxId: string): Promise<readonly CheckResult[]>;
  listCheckpoints(): Promise<readonly Checkpoint[]>;
  createCheckpoint(sandboxId: string, name: string): Promise<Checkpoint>;
  deleteCheckpoint(checkpointId: string): Promise<void>;
  prepare(sets: readonly { presentImages: readonly string[]; warm: number }[]): Promise<void>;
  health(): Promise<Health>;
}

/** A client for the runner at `url` (without a slash at its end). */
export function runnerClient(url: string): RunnerClient {
  return {
    createSandbox: async (body) =>
      parse(
        sandboxSchema,
        await call(url, { method: 'POST', path: '/v1/sandboxes', body, timeoutMs: 120_000 }),
        'a sandbox of the runner',
        'internal',
      ),
    listSandboxes: async () =>
      parse(
        z.array(sandboxSchema),
        await call(url, { method: 'GET', path: '/v1/sandboxes', timeoutMs: 5000 }),
        'the sandboxes of the runner',
        'internal',
      ),
    extend: async (id, ttlMs) =>
      parse(
        sandboxSchema,
        await call(url, { method: 'POST', path: `/v1/sandboxes/${id}/extend`, body: { ttlMs }, timeoutMs: 5000 }),
        'a sandbox of the runner',
        'internal',
      ),
    stop: async (id, reason) => {
      try {
        await call(url, { method: 'DELETE', path: `/v1/sandboxes/${id}`, body: { reason }, timeoutMs: 30_000 });
      } catch (error) {
        if (!(error instanceof AppError) || (error.code !== 'sandbox_not_found' && error.code !== 'sandbox_stopped'))
          throw error;
      }
    },
    runChecks: async (id) =>
      parse(
        z.array(checkResultSchema),
        await call(url, { method: 'POST', path: `/v1/sandboxes/${id}/checks/run`, body: {}, timeoutMs: 10_000 }),
        'check results of the runner',
        'internal',
      ),
    listCheckpoints: async () =>
      parse(
        z.array(checkpointSchema),
        await call(url, { method: 'GET', path: '/v1/checkpoints', timeoutMs: 5000 }),
        'the checkpoints of the runner',
        'internal',
      ),
    createCheckpoint: async (id, name) =>
      parse(
        checkpointSchema,
        await call(url, { method: 'POST', path: `/v1/sandboxes/${id}/checkpoints`, body: { name }, timeoutMs: 20_000 }),
        'a checkpoint of the runner',
        'internal',
      ),
    deleteCheckpoint: async (id) => {
      try {
        await call(url, { method: 'DELETE', path: `/v1/checkpoints/${id}`, timeoutMs: 10_000 });
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'checkpoint_not_found') throw error;
      }
    },
    prepare: async (sets) => {
      await call(url, { method: 'PUT', path: '/v1/prepare', body: { sets }, timeoutMs: 10_000 });
    },
    health: async () =>
      parse(
        healthSchema,
        await call(url, { method: 'GET', path: '/v1/health', timeoutMs: 2000 }),
        "the runner's health",
        'internal',
      ),
  };
}

async function call(url: string, { method, path, body, timeoutMs }: Call): Promise<unknown> {
  const what = `${method} ${url}${path}`;
  let status: number;
  let text: string;
  try {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: await authorization({ scope: 'site' }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    });
    status = response.status;
    text = await response.text();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'TimeoutError')
      throw new AppError('timed_out', `${what}: no answer in ${timeoutMs} ms`, {
        cause,
        hint: 'The service that runs the machines took too long to answer. Nothing is lost: try again.',
      });
    throw new AppError('runner_unreachable', `${what}: ${String(cause)}`, {
      cause,
      hint: 'The service that runs the machines does not answer just now. Your progress is safe: try again in a moment.',
    });
  }
  const answer = readJson(text);
  if (status >= 200 && status < 300) return answer;
  const refusal = errorBodySchema.safeParse(answer);
  if (refusal.success)
    throw new AppError(refusal.data.error.code, `${what}: ${status} ${text.slice(0, 500)}`, {
      hint: refusal.data.error.hint,
    });
  throw new AppError('internal', `${what}: ${status} ${text.slice(0, 500)}`);
}

function readJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
