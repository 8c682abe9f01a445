import { errorBodySchema } from '../../../../../protocol/parse.ts';
import { leaseViewSchema, type LeaseView } from '../../../../../protocol/site.ts';

/** What went wrong, in words for the learner. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Calls the site's API about a machine. Throws Refusal with a sentence for the learner. */
export async function callMachineApi(method: 'GET' | 'POST' | 'DELETE', path: string): Promise<LeaseView> {
  const answer = await send(method, path);
  const lease = leaseViewSchema.safeParse(answer);
  if (!lease.success) throw new Refusal('The site answered something this page does not understand. Reload the page.');
  return lease.data;
}

/** Notes where the learner is. Failing is not worth a word: it is only for the way back. */
export async function noteVisit(lesson: string, step: string): Promise<void> {
  await send('PUT', `/api/lessons/${lesson}/visit`, { step }).catch(() => undefined);
}

async function send(method: string, path: string, body?: unknown): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      cache: 'no-store',
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  } catch {
    throw new Refusal('Slipway does not answer. Check your connection, then try again.');
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  const refusal = errorBodySchema.safeParse(answer);
  throw new Refusal(
    refusal.success
      ? refusal.data.error.hint
      : `Something failed on our side (${response.status}). Try again in a moment.`,
  );
}
