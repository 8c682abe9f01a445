import { answerResultSchema, quizResultSchema, type QuizResult } from '../../../../../protocol/answers.ts';
import type { CheckResult } from '../../../../../protocol/checks.ts';
import { askFor } from '../../../../_components/machine/machine-api.ts';

/*
 * Loaded with the first answer that is given: the parser is larger than all the rest of a lesson's page.
 */

/** Gives an answer to a question about the machine of `lease`. Throws Refusal with a sentence for the learner, as all here. */
export async function giveAnswer(lease: string, check: string, answer: string): Promise<CheckResult> {
  return (await askFor(answerResultSchema, 'POST', `/api/leases/${lease}/answers`, { check, answer })).result;
}

/** Gives the ids of the choices that were made in a quiz. */
export function giveChoices(lesson: string, check: string, choices: readonly string[]): Promise<QuizResult> {
  return askFor(quizResultSchema, 'POST', `/api/lessons/${lesson}/quiz`, { check, choices });
}
