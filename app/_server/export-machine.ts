import { AppError, type ErrorCode } from '../../protocol/errors.ts';
import { errorBodySchema } from '../../protocol/parse.ts';
import type { Lease } from './db.ts';
import { requireNode } from './lease-nodes.ts';
import { authorization } from './ticket.ts';

/** Until the archive begins; from then on it lasts as long as the learner's connection needs. */
const answerWithinMs = 20_000;

/**
 * The archive of what a learner has on a machine of `lease`, as the runner sends it: of the machine that runs, or of the
 * checkpoint of one that stopped. Ends with `signal`. Throws as `requireNode`, sandbox_stopped when there is neither, and
 * what the runner says.
 */
export async function exportMachine(lease: Lease, node: string, signal: AbortSignal): Promise<Response> {
  const { learnerId, lesson, checkpoint, runnerUrl } = lease;
  const name = `${lesson.replace('/', '-')}${node === 'main' ? '' : `-${node}`}`;
  const query = new URLSearchParams({ name, owner: learnerId });
  if (lease.endedAt === null && lease.sandboxId !== null && lease.state !== 'preparing') {
    const sandboxId = await requireNode({ ...lease, sandboxId: lease.sandboxId }, node);
    return fetchArchive(
      `${runnerUrl}/v1/sandboxes/${sandboxId}/export?${query.toString()}`,
      await authorization({ scope: 'sandbox', sandboxId, learner: learnerId }),
      signal,
    );
  }
  // The others are never saved.
  if (checkpoint !== null && node === 'main')
    return fetchArchive(
      `${runnerUrl}/v1/checkpoints/${checkpoint}/export?${query.toString()}`,
      await authorization({ scope: 'site' }),
      signal,
    );
  throw new AppError('sandbox_stopped', `lease ${lease.id} has no machine and no checkpoint`, {
    hint: 'This machine has stopped and nothing was saved of it, so there is nothing to export.',
  });
}

async function fetchArchive(url: string, ticket: string, signal: AbortSignal): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), answerWithinMs);
  let answer: Response;
  try {
    answer = await fetch(url, {
      headers: { authorization: ticket },
      cache: 'no-store',
      signal: AbortSignal.any([late.signal, signal]),
    });
  } catch (cause) {
    throw new AppError('runner_unreachable', `${url}: ${String(cause)}`, {
      cause,
      hint: 'The service that runs the machines does not answer just now. Nothing is lost: try again in a moment.',
    });
  } finally {
    clearTimeout(timer);
  }
  if (!answer.ok) throw await refusalOf(url, answer);
  const headers = new Headers({ 'cache-control': 'no-store' });
  for (const name of ['content-type', 'content-disposition']) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(answer.body, { headers });
}

async function refusalOf(url: string, answer: Response): Promise<AppError> {
  const body = errorBodySchema.safeParse(await answer.json().catch(() => undefined));
  const code: ErrorCode = body.success ? body.data.error.code : 'internal';
  return new AppError(code, `${url}: ${answer.status}`, body.success ? { hint: body.data.error.hint } : {});
}
