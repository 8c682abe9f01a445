import { parse } from '../../../protocol/parse.ts';
import { portDiagnosisSchema, type PortDiagnosis } from '../../../protocol/preview.ts';
import { logger } from '../logger.ts';
import { authorization } from '../ticket.ts';
import type { PreviewMachine } from './preview-machine.ts';

const withinMs = 10_000;

/** What the runner finds out about a port on which nothing useful answered; undefined: it could not be asked. */
export async function diagnosisOf(machine: PreviewMachine, port: number): Promise<PortDiagnosis | undefined> {
  const { runnerUrl, sandboxId, learnerId } = machine;
  try {
    const answer = await fetch(`${runnerUrl}/v1/sandboxes/${sandboxId}/ports/${port}/diagnosis`, {
      headers: { authorization: await authorization({ scope: 'sandbox', sandboxId, learner: learnerId }) },
      cache: 'no-store',
      signal: AbortSignal.timeout(withinMs),
    });
    if (!answer.ok) return undefined;
    return parse(portDiagnosisSchema, await answer.json(), 'a diagnosis of the runner', 'internal');
  } catch (error) {
    logger().warn({ err: error, runner: runnerUrl }, 'a port could not be diagnosed');
    return undefined;
  }
}
