import type { z } from 'zod';
import type { LeaseView } from '../../../protocol/site.ts';
import type * as Messages from './machine-messages.ts';

/** What went wrong, in words for the learner. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Calls the site's API about a machine. Throws Refusal with a sentence for the learner. */
export async function callMachineApi(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<LeaseView> {
  const [answer, { readLease }] = await Promise.all([askSite(method, path, body), messages()]);
  return understood(readLease(answer));
}

/** One request to the site's API, and its answer as `schema` says. Throws Refusal. */
export async function askFor<T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown): Promise<T> {
  return understood(schema.safeParse(await askSite(method, path, body)).data);
}

/** What was read of an answer. Throws Refusal when it was none of those that this page knows. */
export function understood<T>(answer: T | undefined): T {
  if (answer === undefined)
    throw new Refusal('The site answered something this page does not understand. Reload the page.');
  return answer;
}

/** Notes where the learner is. Failing is not worth a word: it is only for the way back. */
export async function noteVisit(lesson: string, step: string): Promise<void> {
  // Also when they leave the page at once.
  await askSite('PUT', `/api/lessons/${lesson}/visit`, { step }, { keepalive: true }).catch(() => undefined);
}

/** One request to the site's API. Gives what it answered, unread; throws Refusal. */
export async function askSite(
  method: string,
  path: string,
  body?: unknown,
  options: Pick<RequestInit, 'keepalive'> = {},
): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      cache: 'no-store',
      ...options,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  } catch {
    throw new Refusal(offline);
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  throw await refusalOf(response.status, answer);
}

/** What is told of a request that was answered with an error. */
export async function refusalOf(status: number, answer: unknown): Promise<Refusal> {
  const { readHint } = await messages();
  return new Refusal(readHint(answer) ?? `Something failed on our side (${status}). Try again in a moment.`);
}

export const offline = 'Slipway does not answer. Check your connection, then try again.';

async function messages(): Promise<typeof Messages> {
  try {
    return await import('./machine-messages.ts');
  } catch {
    throw new Refusal('Slipway does not answer, or was renewed meanwhile. Reload the page.');
  }
}
