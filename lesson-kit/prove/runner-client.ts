import { setTimeout as sleep } from 'node:timers/promises';
import { SignJWT } from 'jose';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { GivenAnswer } from '../../protocol/answers.ts';
import { checkResultSchema, type CheckResult } from '../../protocol/checks.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { newId } from '../../protocol/ids.ts';
import { parseJson } from '../../protocol/parse.ts';
import {
  memoryUseSchema,
  sandboxListSchema,
  sandboxSchema,
  type CreateSandboxInput,
  type Sandbox,
} from '../../protocol/sandbox.ts';
import type { LessonRecipe } from '../recipe.ts';
import { refusalIn, RunnerRefusal } from './refusal.ts';
import { ticketAudience, ticketIssuer, ticketTtlSeconds, type TicketClaims } from '../../protocol/ticket.ts';

/** The runner as the site sees it: its HTTP API and terminal sockets, each behind a ticket. */
export interface RunnerClient {
  /** `recipe`: of the step that it begins at, for a runner that does not know it yet. */
  create(request: Omit<CreateSandboxInput, 'leaseId' | 'owner'>, recipe?: LessonRecipe): Promise<Sandbox>;
  /** All machines of the sandbox's lease, itself among them, that are not stopped. */
  nodes(sandbox: Pick<Sandbox, 'leaseId'>): Promise<Sandbox[]>;
  runChecks(sandbox: Sandbox): Promise<CheckResult[]>;
  /** Answers the question of a check; `right`: with what is right now. */
  answer(sandbox: Sandbox, check: string, given: GivenAnswer): Promise<CheckResult>;
  /** Lets a check pass that is not about the machine. */
  pass(sandbox: Sandbox, check: string): Promise<void>;
  /** A socket to a terminal, not yet open. */
  terminal(sandbox: Sandbox, name: string): Promise<WebSocket>;
  /** The most memory that it has had at a time, in bytes; null: not known. */
  peakMemory(sandbox: Sandbox): Promise<number | null>;
  stop(sandbox: Sandbox): Promise<void>;
}

const requestTimeoutMs = 120_000;
/** A step whose beginning is not made yet is come to by doing all before it. */
const createTimeoutMs = 15 * 60_000;
/** A site that does not have this lesson lets the runner forget its recipe again. */
const maxGiven = 3;
const fullRestMs = 1000;

/** A client of the runner at `url` (http://host:port) with the secret that it shares with the site. */
export function connectRunner(url: string, secret: string): RunnerClient {
  const key = new TextEncoder().encode(secret);
  const ticket = (claims: TicketClaims): Promise<string> =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ticketIssuer)
      .setAudience(ticketAudience)
      .setIssuedAt()
      .setExpirationTime(`${ticketTtlSeconds}s`)
      .sign(key);

  async function call<T>(method: string, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { authorization: `Bearer ${await ticket({ scope: 'site' })}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(requestTimeoutMs),
    }).catch((cause: unknown) => {
      if (cause instanceof Error && cause.name === 'TimeoutError')
        throw new RunnerRefusal(`${method} ${path}: no answer in ${requestTimeoutMs / 1000} s`, 'timed_out');
      throw new Error(`no runner answers at ${url}: is Slipway running?`, { cause });
    });
    const text = await response.text();
    if (response.ok) return parseJson(schema, text === '' ? 'null' : text, `${method} ${path}`);
    throw refusalIn(`${method} ${path}`, response.status, text);
  }

  async function create(body: CreateSandboxInput, recipe: LessonRecipe | undefined): Promise<Sandbox> {
    const post = (): Promise<Sandbox> => call('POST', '/v1/sandboxes', sandboxSchema, body);
    let given = 0;
    // The same lease asked for twice is the same sandbox, so asking again is waiting on.
    const isMended = async (code: ErrorCode): Promise<boolean> => {
      if (code !== 'checkpoint_not_found' || recipe === undefined || given >= maxGiven) return code === 'timed_out';
      given++;
      await call('PUT', `/v1/recipes/${recipe.key}`, z.unknown(), recipe.recipe);
      return true;
    };
    const sandbox = await again(post, createTimeoutMs, isMended);
    if (sandbox.state === 'stopped')
      throw new Error(
        `the machine ended (${sandbox.stopReason ?? 'nobody knows why'}) before it was there: ${sandbox.detail}`,
      );
    return sandbox;
  }

  return {
    create: (request, recipe) =>
      again(
        () => create({ ...request, leaseId: newId(), owner: newId() }, recipe),
        requestTimeoutMs,
        // Learners, or another proof, may hold all places of the pool for a while.
        async (code) => code === 'pool_full' && (await sleep(fullRestMs, true)),
      ),
    nodes: async ({ leaseId }) =>
      (await call('GET', '/v1/sandboxes', sandboxListSchema)).sandboxes.filter(
        (one) => one.leaseId === leaseId && one.state !== 'stopped',
      ),
    runChecks: (sandbox) => call('POST', `/v1/sandboxes/${sandbox.id}/checks/run`, z.array(checkResultSchema)),
    answer: (sandbox, check, given) =>
      call('POST', `/v1/sandboxes/${sandbox.id}/checks/${check}/answer`, checkResultSchema, given),
    pass: async (sandbox, check) => {
      await call('POST', `/v1/sandboxes/${sandbox.id}/checks/${check}/pass`, z.unknown());
    },
    peakMemory: async (sandbox) => (await call('GET', `/v1/sandboxes/${sandbox.id}/memory`, memoryUseSchema)).peakBytes,
    stop: async (sandbox) => {
      await call('DELETE', `/v1/sandboxes/${sandbox.id}`, z.unknown(), { reason: 'learner' });
    },
    terminal: async (sandbox, name) => {
      const address = new URL(`/v1/sandboxes/${sandbox.id}/terminals/${name}`, url.replace(/^http/, 'ws'));
      const token = await ticket({ scope: 'terminal', sandboxId: sandbox.id, terminal: name, learner: sandbox.owner });
      return new WebSocket(address, { headers: { authorization: `Bearer ${token}` }, maxPayload: 4 * 1024 * 1024 });
    },
  };
}

/** Tries again, for `withinMs` at most, while `isMended` says so of a refusal with this code; it may wait, or do something. */
async function again<T>(
  attempt: () => Promise<T>,
  withinMs: number,
  isMended: (code: ErrorCode) => Promise<boolean>,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof RunnerRefusal) || Date.now() > deadline || !(await isMended(error.code))) throw error;
    }
  }
}
