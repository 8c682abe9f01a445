import { setTimeout as delay } from 'node:timers/promises';
import type { Lesson } from '../../lesson-kit/course.ts';
import { startFiles } from '../../lesson-kit/recipe.ts';
import { AppError, errorBody } from '../../protocol/errors.ts';
import { newId } from '../../protocol/ids.ts';
import type { CreateSandboxInput, StopReason } from '../../protocol/sandbox.ts';
import { keepCheckpoint } from './checkpoints.ts';
import { chooseRunner } from './choose-runner.ts';
import { db, type Lease } from './db.ts';
import { siteConfig } from './env.ts';
import { hasFurtherNodes } from './lease-nodes.ts';
import { applySandbox, endLease, openLease } from './leases.ts';
import { logger } from './logger.ts';
import { passedChecks } from './progress.ts';
import { recipeOf, startAt } from './recipes.ts';
import { runnerClient } from './runner-client.ts';

/** A warm sandbox is there well within this; for a cold one the page shows what is being waited for. */
const answerWithinMs = 400;
/** A runner that is being restarted is back within this. */
const retryForMs = 15_000;
const retryEveryMs = 250;

export interface Start {
  readonly learnerId: string;
  readonly lesson: Lesson;
  /** How many machines; default: as the lesson says. */
  readonly nodes?: number | undefined;
  /** Default: as the lesson begins. */
  readonly from?: StartFrom;
  /** The ended lease whose sandbox is to go, once the new one is ready. */
  readonly replaces?: Lease;
  /** The new lease's machine has been asked for already. */
  readonly ahead?: { readonly id: string; readonly request: Promise<CreateSandboxInput> } | undefined;
}

/** A checkpoint, on the runner that has it, or the beginning of a step. */
export type StartFrom = { readonly checkpoint: string; readonly runnerUrl: string } | { readonly step: string };

/**
 * Gives the learner a machine for the lesson, the one that they have or a new one. Answers when it is ready or after
 * 0.4 s, whichever comes first; what happens later is told by the events of the lease. Throws what went wrong so far.
 */
export async function startMachine({
  learnerId,
  lesson,
  nodes = lesson.nodes,
  from,
  replaces,
  ahead,
}: Start): Promise<Lease> {
  const runnerUrl =
    from !== undefined && 'runnerUrl' in from ? from.runnerUrl : (replaces?.runnerUrl ?? (await chooseRunner()));
  const { lease, isNew } = await openLease({ id: ahead?.id, learnerId, lesson: lesson.id, runnerUrl, nodes });
  if (!isNew) return lease;
  const request = ahead?.request ?? sandboxRequest(lease, lesson, from);
  const created = createSandbox(lease, lesson, request, replaces?.sandboxId ?? undefined);
  const answer = await Promise.race([created, delay(answerWithinMs).then(() => undefined)]);
  if (answer === undefined) {
    created.catch((error: unknown) => logger().warn({ lease: lease.id, err: error }, 'a machine could not be started'));
    return (await db().lease.findUnique({ where: { id: lease.id } })) ?? lease;
  }
  return answer;
}

/** Ends the learner's machine. It is kept as a checkpoint first, so that it can be gone on with. Returns the ended lease. */
export async function stopMachine(lease: Lease, reason: StopReason): Promise<Lease> {
  const { sandboxId, runnerUrl } = lease;
  if (sandboxId !== null) {
    if (reason === 'learner' && lease.state !== 'preparing' && !(await hasFurtherNodes(lease)))
      await keepCheckpoint(lease, 'Stopped by the learner').catch(tolerate(lease));
    await runnerClient(runnerUrl).stop(sandboxId, reason);
  }
  await endLease(lease.id, reason, sandboxId === null ? 'You stopped it before it was ready.' : '');
  return db().lease.findUniqueOrThrow({ where: { id: lease.id } });
}

/** Gives the machine its full time again. */
export async function extendMachine(lease: Lease & { sandboxId: string }): Promise<Lease> {
  const sandbox = await runnerClient(lease.runnerUrl).extend(lease.sandboxId, siteConfig().ttlMs);
  return (await applySandbox(sandbox)) ?? lease;
}

async function createSandbox(
  lease: Lease,
  lesson: Lesson,
  request: Promise<CreateSandboxInput>,
  replaces: string | undefined,
): Promise<Lease> {
  const body: CreateSandboxInput = { ...(await request), ...(replaces === undefined ? {} : { replaces }) };
  const giveUpAt = Date.now() + retryForMs;
  for (;;) {
    try {
      const sandbox = await runnerClient(lease.runnerUrl).createSandbox(body);
      const ready = await applySandbox(sandbox);
      if (ready !== null) return ready;
      // The learner stopped it before it was ready.
      const ended = await db().lease.findUniqueOrThrow({ where: { id: lease.id } });
      await runnerClient(lease.runnerUrl).stop(sandbox.id, ended.endReason ?? 'learner');
      return ended;
    } catch (error) {
      // The same lease asked for twice is the same sandbox, so asking again is safe.
      if (error instanceof AppError && error.code === 'runner_unreachable' && Date.now() < giveUpAt) {
        await delay(retryEveryMs);
        continue;
      }
      if (await gaveRecipe(lease.runnerUrl, lesson, body, error)) continue;
      await endLease(lease.id, 'failed', errorBody(error, newId()).error.hint);
      throw error;
    }
  }
}

/** How a runner is asked for the machine of a lease, which may not exist yet. */
export async function sandboxRequest(
  { id, learnerId, nodeCount }: Pick<Lease, 'id' | 'learnerId' | 'nodeCount'>,
  lesson: Lesson,
  from: StartFrom | undefined,
): Promise<CreateSandboxInput> {
  const { ttlMs, idleMs } = siteConfig();
  const passed = await passedChecks(learnerId, lesson.id);
  return {
    leaseId: id,
    owner: learnerId,
    presentImages: [...lesson.present],
    files: startFiles(lesson),
    setup: [...lesson.setup],
    account: lesson.account,
    checks: [...lesson.checks],
    passed,
    ttlMs,
    idleMs,
    ...(from === undefined
      ? {}
      : 'step' in from
        ? startAt(lesson, from.step, passed)
        : { fromCheckpoint: from.checkpoint }),
    ...(nodeCount === null ? {} : { nodes: nodeCount }),
  };
}

/** A lesson that was edited a moment ago: its recipe may not be on the runner yet. True: now it is, ask again. */
async function gaveRecipe(
  runnerUrl: string,
  lesson: Lesson,
  { fromStep }: CreateSandboxInput,
  error: unknown,
): Promise<boolean> {
  const recipe = recipeOf(lesson);
  if (fromStep === undefined || recipe === undefined) return false;
  if (!(error instanceof AppError) || error.code !== 'checkpoint_not_found') return false;
  if ((await runnerClient(runnerUrl).listRecipes()).some(({ key }) => key === recipe.key)) return false;
  await runnerClient(runnerUrl).putRecipe(recipe.key, recipe.recipe);
  return true;
}

const tolerate =
  (lease: Lease) =>
  (error: unknown): void =>
    logger().warn({ lease: lease.id, err: error }, 'no checkpoint could be made');
