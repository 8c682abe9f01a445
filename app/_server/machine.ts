import { setTimeout as delay } from 'node:timers/promises';
import type { Lesson } from '../../lesson-kit/course.ts';
import { AppError, errorBody } from '../../protocol/errors.ts';
import { newId } from '../../protocol/ids.ts';
import type { CreateSandboxInput, StopReason } from '../../protocol/sandbox.ts';
import { keepCheckpoint } from './checkpoints.ts';
import { chooseRunner } from './choose-runner.ts';
import { db, type Lease } from './db.ts';
import { siteConfig } from './env.ts';
import { applySandbox, endLease, openLease } from './leases.ts';
import { logger } from './logger.ts';
import { passedChecks } from './progress.ts';
import { runnerClient } from './runner-client.ts';

/** A warm sandbox is there well within this; for a cold one the page shows what is being waited for. */
const answerWithinMs = 400;
/** A runner that is being restarted is back within this. */
const retryForMs = 15_000;
const retryEveryMs = 250;

export interface Start {
  readonly learnerId: string;
  readonly lesson: Lesson;
  /** Go on from this checkpoint, on the runner that has it. */
  readonly from?: { readonly checkpoint: string; readonly runnerUrl: string };
}

/**
 * Gives the learner a machine for the lesson, the one that they have or a new one. Answers when it is ready or after
 * 0.4 s, whichever comes first; what happens later is told by the events of the lease. Throws what went wrong so far.
 */
export async function startMachine({ learnerId, lesson, from }: Start): Promise<Lease> {
  const runnerUrl = from?.runnerUrl ?? (await chooseRunner());
  const { lease, isNew } = await openLease({ learnerId, lesson: lesson.id, runnerUrl });
  if (!isNew) return lease;
  const created = createSandbox(lease, lesson, from?.checkpoint);
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
    if (reason === 'learner' && lease.state !== 'preparing')
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

async function createSandbox(lease: Lease, lesson: Lesson, fromCheckpoint: string | undefined): Promise<Lease> {
  const { ttlMs, idleMs } = siteConfig();
  const body: CreateSandboxInput = {
    leaseId: lease.id,
    owner: lease.learnerId,
    presentImages: [...lesson.present],
    files: lesson.startFiles.map(({ path, content, executable }) => ({
      path,
      contentBase64: content.toString('base64'),
      executable,
    })),
    setup: [...lesson.setup],
    checks: [...lesson.checks],
    passed: await passedChecks(lease.learnerId, lesson.id),
    ttlMs,
    idleMs,
    ...(fromCheckpoint === undefined ? {} : { fromCheckpoint }),
  };
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
      await endLease(lease.id, 'failed', errorBody(error, newId()).error.hint);
      throw error;
    }
  }
}

const tolerate =
  (lease: Lease) =>
  (error: unknown): void =>
    logger().warn({ lease: lease.id, err: error }, 'no checkpoint could be made');
