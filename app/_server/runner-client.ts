import { z } from 'zod';
import { checkResultSchema, type CheckResult } from '../../protocol/checks.ts';
import { AppError } from '../../protocol/errors.ts';
import type { NodeName } from '../../protocol/node.ts';
import { errorBodySchema, parse } from '../../protocol/parse.ts';
import { missingRecipesSchema, recipeStatusSchema, type Recipe, type RecipeStatus } from '../../protocol/recipes.ts';
import {
  checkpointSchema,
  healthSchema,
  sandboxListSchema,
  sandboxSchema,
  type Checkpoint,
  type CreateSandboxInput,
  type Health,
  type Sandbox,
  type SandboxList,
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
  /** One more machine beside the first one, `sandboxId`; resolves when it is ready. The same node twice is the same one. */
  addNode(sandboxId: string, node: NodeName): Promise<Sandbox>;
  listSandboxes(): Promise<SandboxList>;
  extend(sandboxId: string, ttlMs: number): Promise<Sandbox>;
  stop(sandboxId: string, reason: StopReason): Promise<void>;
  runChecks(sandboxId: string): Promise<readonly CheckResult[]>;
  /** Grades an answer to the question of a check. */
  answer(sandboxId: string, check: string, answer: string): Promise<CheckResult>;
  /** A check has been passed by other means than the state of the machine. */
  passCheck(sandboxId: string, check: string): Promise<void>;
  listCheckpoints(): Promise<readonly Checkpoint[]>;
  createCheckpoint(sandboxId: string, name: string, kind?: 'asked' | 'automatic'): Promise<Checkpoint>;
  deleteCheckpoint(checkpointId: string): Promise<void>;
  prepare(sets: readonly { presentImages: readonly string[]; warm: number }[]): Promise<void>;
  /** Names the recipes that are wanted, and no others. Returns those that the runner has to be given. */
  wantRecipes(keys: readonly string[]): Promise<readonly string[]>;
  putRecipe(key: string, recipe: Recipe): Promise<void>;
  listRecipes(): Promise<readonly RecipeStatus[]>;
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
    addNode: async (id, node) =>
      parse(
        sandboxSchema,
        await call(url, { method: 'POST', path: `/v1/sandboxes/${id}/nodes`, body: { node }, timeoutMs: 120_000 }),
        'a sandbox of the runner',
        'internal',
      ),
    listSandboxes: async () =>
      parse(
        sandboxListSchema,
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
    answer: async (id, check, answer) =>
      parse(
        checkResultSchema,
        await call(url, {
          method: 'POST',
          path: `/v1/sandboxes/${id}/checks/${check}/answer`,
          body: { answer },
          timeoutMs: 10_000,
        }),
        'a check result of the runner',
        'internal',
      ),
    passCheck: async (id, check) => {
      await call(url, {
        method: 'POST',
        path: `/v1/sandboxes/${id}/checks/${check}/pass`,
        body: {},
        timeoutMs: 5000,
      });
    },
    listCheckpoints: async () =>
      parse(
        z.array(checkpointSchema),
        await call(url, { method: 'GET', path: '/v1/checkpoints', timeoutMs: 5000 }),
        'the checkpoints of the runner',
        'internal',
      ),
    createCheckpoint: async (id, name, kind = 'asked') =>
      parse(
        checkpointSchema,
        await call(url, {
          method: 'POST',
          path: `/v1/sandboxes/${id}/checkpoints`,
          body: { name, kind },
          timeoutMs: 20_000,
        }),
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
    wantRecipes: async (keys) =>
      parse(
        missingRecipesSchema,
        await call(url, { method: 'PUT', path: '/v1/recipes', body: { keys }, timeoutMs: 30_000 }),
        'the recipes that the runner lacks',
        'internal',
      ).missing,
    putRecipe: async (key, recipe) => {
      await call(url, { method: 'PUT', path: `/v1/recipes/${key}`, body: recipe, timeoutMs: 30_000 });
    },
    listRecipes: async () =>
      parse(
        z.array(recipeStatusSchema),
        await call(url, { method: 'GET', path: '/v1/recipes', timeoutMs: 5000 }),
        'the recipes of the runner',
        'internal',
      ),
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
