import { SignJWT } from 'jose';
import { z } from 'zod';
import { newId } from '../protocol/ids.ts';
import { parse } from '../protocol/parse.ts';
import { recipeStatusSchema, type RecipeStatus } from '../protocol/recipes.ts';
import {
  checkpointSchema,
  healthSchema,
  sandboxListSchema,
  sandboxSchema,
  type Checkpoint,
  type CreateSandboxInput,
  type Sandbox,
} from '../protocol/sandbox.ts';
import { ticketAudience, ticketIssuer } from '../protocol/ticket.ts';

/** The runner's HTTP API with tickets of the site's kind, for what the site does not offer. */
export class RunnerApi {
  readonly #url: string;
  readonly #secret: Buffer;

  constructor(url: string, secret: string) {
    this.#url = url;
    this.#secret = Buffer.from(secret);
  }

  async list(): Promise<Sandbox[]> {
    return (await this.#call(sandboxListSchema, 'GET', '/v1/sandboxes')).sandboxes;
  }

  create(request: Partial<CreateSandboxInput>): Promise<Sandbox> {
    return this.#call(sandboxSchema, 'POST', '/v1/sandboxes', {
      leaseId: newId(),
      owner: newId(),
      ttlMs: 600_000,
      idleMs: 600_000,
      ...request,
    });
  }

  stop(id: string): Promise<Sandbox> {
    return this.#call(sandboxSchema, 'DELETE', `/v1/sandboxes/${id}`, { reason: 'operator' });
  }

  checkpoint(id: string): Promise<Checkpoint> {
    return this.#call(checkpointSchema, 'POST', `/v1/sandboxes/${id}/checkpoints`, { name: 'bench' });
  }

  async removeCheckpoint(id: string): Promise<void> {
    await this.#call(z.unknown(), 'DELETE', `/v1/checkpoints/${id}`);
  }

  /** What is made of the beginnings of the lessons' steps. */
  recipes(): Promise<RecipeStatus[]> {
    return this.#call(z.array(recipeStatusSchema), 'GET', '/v1/recipes');
  }

  /** Sandboxes that are ready to be handed out, of all sets of images together. */
  async warmCount(): Promise<number> {
    return (await this.#call(healthSchema, 'GET', '/v1/health')).warm;
  }

  /** Sandboxes of learners, also those that are being removed; without those that a restore has just replaced. */
  async sandboxCount(): Promise<number> {
    return (await this.#call(healthSchema, 'GET', '/v1/health')).sandboxes;
  }

  async isPrepared(): Promise<boolean> {
    const sandbox = await this.create({ presentImages: ['busybox'] });
    await this.stop(sandbox.id);
    return true;
  }

  async #call<T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown): Promise<T> {
    const ticket = await new SignJWT({ scope: 'site' })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ticketIssuer)
      .setAudience(ticketAudience)
      .setIssuedAt()
      .setExpirationTime('30s')
      .sign(this.#secret);
    const answer = await fetch(this.#url + path, {
      method,
      headers: { authorization: `Bearer ${ticket}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return parse(schema, text === '' ? undefined : (JSON.parse(text) as unknown), `the answer of ${method} ${path}`);
  }
}
