import { z } from 'zod';
import { checkResultSchema } from '../../../protocol/checks.ts';
import { newId } from '../../../protocol/ids.ts';
import { errorBodySchema, parse } from '../../../protocol/parse.ts';
import {
  missingRecipesSchema,
  recipeStatusSchema,
  type recipeSchema,
  type RecipeStatus,
} from '../../../protocol/recipes.ts';
import {
  checkpointSchema,
  healthSchema,
  sandboxListSchema,
  sandboxSchema,
  type CreateSandboxInput,
  type SandboxList,
  type StopReason,
} from '../../../protocol/sandbox.ts';
import { bearer } from './ticket.ts';

export interface Answer {
  readonly status: number;
  readonly json: unknown;
}

/** What a test asks of a sandbox when it does not care; a fresh learner each time. */
export function sandboxRequest(overrides: Partial<CreateSandboxInput> = {}): CreateSandboxInput {
  return { leaseId: newId(), owner: newId(), ttlMs: 600_000, idleMs: 600_000, ...overrides };
}

/** Talks to a runner as the site does. Methods parse what they get and throw for an error; `call` shows it. */
export class RunnerClient {
  readonly port: number;

  constructor(port: number) {
    this.port = port;
  }

  async call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      method,
      headers: headers ?? (await bearer()),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
  }

  /** The code that the runner refuses with; 'none' when it does not refuse. */
  async refusal(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<string> {
    const { status, json } = await this.call(method, path, body, headers);
    return status < 400 ? 'none' : errorBodySchema.parse(json).error.code;
  }

  create(overrides: Partial<CreateSandboxInput> = {}): Promise<z.infer<typeof sandboxSchema>> {
    return this.#ok(sandboxSchema, 'POST', '/v1/sandboxes', sandboxRequest(overrides));
  }

  get(id: string): Promise<z.infer<typeof sandboxSchema>> {
    return this.#ok(sandboxSchema, 'GET', `/v1/sandboxes/${id}`);
  }

  everything(): Promise<SandboxList> {
    return this.#ok(sandboxListSchema, 'GET', '/v1/sandboxes');
  }

  async list(): Promise<SandboxList['sandboxes']> {
    return (await this.everything()).sandboxes;
  }

  stop(id: string, reason: StopReason = 'learner'): Promise<z.infer<typeof sandboxSchema>> {
    return this.#ok(sandboxSchema, 'DELETE', `/v1/sandboxes/${id}`, { reason });
  }

  extend(id: string, ttlMs: number): Promise<z.infer<typeof sandboxSchema>> {
    return this.#ok(sandboxSchema, 'POST', `/v1/sandboxes/${id}/extend`, { ttlMs });
  }

  runChecks(id: string): Promise<z.infer<typeof checkResultSchema>[]> {
    return this.#ok(z.array(checkResultSchema), 'POST', `/v1/sandboxes/${id}/checks/run`);
  }

  checkpoint(id: string, name = 'test'): Promise<z.infer<typeof checkpointSchema>> {
    return this.#ok(checkpointSchema, 'POST', `/v1/sandboxes/${id}/checkpoints`, { name });
  }

  checkpoints(): Promise<z.infer<typeof checkpointSchema>[]> {
    return this.#ok(z.array(checkpointSchema), 'GET', '/v1/checkpoints');
  }

  async removeCheckpoint(id: string): Promise<void> {
    await this.#ok(z.unknown(), 'DELETE', `/v1/checkpoints/${id}`);
  }

  async prepare(sets: readonly { presentImages: readonly string[]; warm: number }[]): Promise<void> {
    await this.#ok(z.unknown(), 'PUT', '/v1/prepare', { sets });
  }

  /** Makes `recipe` known under `key`, the only one. */
  async recipe(key: string, recipe: z.input<typeof recipeSchema>): Promise<void> {
    await this.#ok(z.unknown(), 'PUT', '/v1/recipes', { keys: [key] });
    await this.#ok(z.unknown(), 'PUT', `/v1/recipes/${key}`, recipe);
  }

  async wantRecipes(keys: readonly string[]): Promise<readonly string[]> {
    return (await this.#ok(missingRecipesSchema, 'PUT', '/v1/recipes', { keys })).missing;
  }

  recipes(): Promise<RecipeStatus[]> {
    return this.#ok(z.array(recipeStatusSchema), 'GET', '/v1/recipes');
  }

  health(): Promise<z.infer<typeof healthSchema>> {
    return this.#ok(healthSchema, 'GET', '/v1/health');
  }

  async #ok<T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown): Promise<T> {
    const { status, json } = await this.call(method, path, body);
    if (status >= 400) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`);
    return parse(schema, json, `${method} ${path}`);
  }
}
