import { stepSolutionSchema } from '../../../../../protocol/help.ts';
import type { TypedAction } from '../../../../../protocol/typing.ts';
import { askFor, askSite } from '../../../../_components/machine/machine-api.ts';

/** What the solution types in a step. Throws Refusal with a sentence for the learner. */
export async function askSolution(lesson: string, step: string): Promise<readonly TypedAction[]> {
  const help = { kind: 'solution', step };
  return (await askFor(stepSolutionSchema, 'POST', `/api/lessons/${lesson}/help`, help)).typed;
}

/** Counts that the page types of the solution. Failing is not worth a word. */
export async function noteTyping(lesson: string, step: string): Promise<void> {
  await askSite('POST', `/api/lessons/${lesson}/help`, { kind: 'typing', step }).catch(() => undefined);
}
