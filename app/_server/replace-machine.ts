import type { Lesson } from '../../lesson-kit/course.ts';
import { newId } from '../../protocol/ids.ts';
import type { CreateSandboxInput } from '../../protocol/sandbox.ts';
import type { Lease } from './db.ts';
import { hasFurtherNodes } from './lease-nodes.ts';
import { endLease } from './leases.ts';
import { logger } from './logger.ts';
import { sandboxRequest, startMachine, stopMachine, type StartFrom } from './machine.ts';
import { runnerClient } from './runner-client.ts';
import { saveState } from './saved-states.ts';

/**
 * Ends the machine of `lease` and gives its learner another one of the same lesson. A running machine is kept first as a
 * checkpoint with the name `before`, so that this can be undone; when that fails nothing is changed, and it throws.
 * Several machines together can't be kept.
 */
export async function replaceMachine(lease: Lease, lesson: Lesson, before: string, from?: StartFrom): Promise<Lease> {
  const { learnerId, sandboxId, runnerUrl } = lease;
  const nodes = lease.nodeCount ?? undefined;
  const start = { learnerId, lesson, nodes, ...(from === undefined ? {} : { from }) };
  if (lease.endedAt !== null) return startMachine(start);
  if (sandboxId === null || lease.state === 'preparing') {
    await stopMachine(lease, 'reset');
    return startMachine(start);
  }
  const isHere = from === undefined || !('runnerUrl' in from) || from.runnerUrl === runnerUrl;
  const isAlone = !(await hasFurtherNodes(lease));
  const except = from !== undefined && 'checkpoint' in from ? from.checkpoint : '';
  // Its learner waits for both, so neither waits for the other.
  const ahead = isHere && isAlone ? askAhead(lease, lesson, from) : undefined;
  try {
    if (isAlone) await saveState({ ...lease, sandboxId }, 'automatic', before, except);
    await endLease(lease.id, 'reset');
    // Elsewhere it is not known what it is replaced by.
    if (!isHere) await runnerClient(runnerUrl).stop(sandboxId, 'reset');
    const next = await startMachine({ ...start, replaces: lease, ahead });
    if (next.id !== ahead?.id) ahead?.giveBack();
    return next;
  } catch (error) {
    ahead?.giveBack();
    throw error;
  }
}

/**
 * Asks for the machine of a lease that there is not yet. What goes wrong with it is told when it is asked for again. Gives
 * the id of that lease, how its machine was asked for, and what ends it if it is not wanted after all.
 */
function askAhead(
  { learnerId, nodeCount, runnerUrl }: Lease,
  lesson: Lesson,
  from: StartFrom | undefined,
): { readonly id: string; readonly request: Promise<CreateSandboxInput>; readonly giveBack: () => void } {
  const id = newId();
  const runner = runnerClient(runnerUrl);
  const request = sandboxRequest({ id, learnerId, nodeCount }, lesson, from);
  const asked = request.then((body) => runner.createSandbox(body));
  asked.catch((error: unknown) => logger().info({ lease: id, err: error }, 'a machine could not be made ahead'));
  return {
    id,
    request,
    giveBack: () => {
      asked.then((sandbox) => runner.stop(sandbox.id, 'reset')).catch(() => undefined);
    },
  };
}
