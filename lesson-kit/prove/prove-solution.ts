import type { Sandbox } from '../../protocol/sandbox.ts';
import type { Lesson } from '../course.ts';
import { formatProblem } from '../lesson-error.ts';
import { decided, describe, redAmong, seat, type Proof } from './proof.ts';

/**
 * Types the solution of each step in turn. None of the checks that a step shows is green before its part, and all are after
 * it: only then can one jump behind it. Throws an Error with what does not hold.
 */
export async function proveSolution(proof: Proof, sandbox: Sandbox): Promise<string> {
  const { lesson } = proof;
  const { solution } = lesson;
  if (solution.problem !== null) throw new Error(formatProblem(solution.problem));
  if (solution.parts.every(({ typed }) => typed.length === 0)) throw new Error('types nothing');
  await using typist = await seat(proof, sandbox);
  let done: readonly string[] = [];
  for (const { step, typed } of solution.parts) {
    const shown = checksOf(lesson, step);
    await requireNoneGreen(proof, sandbox, shown);
    if (typed.length > 0) await typist.typeStep(typed);
    done = [...done, ...shown];
    const red = await redAmong(proof, sandbox, done);
    if (red.length > 0)
      throw new Error(`not green after the solution of step "${step}":\n${red.map(describe).join('\n')}`);
  }
  return done.length === 0 ? 'typed to its end, nothing to grade' : `${done.length} green`;
}

function checksOf({ steps }: Lesson, step: string): readonly string[] {
  return steps.find(({ id }) => id === step)?.checks ?? [];
}

async function requireNoneGreen(proof: Proof, sandbox: Sandbox, checks: readonly string[]): Promise<void> {
  const results = await decided(proof, sandbox);
  const early = results.filter(({ id, verdict }) => checks.includes(id) && verdict === 'pass').map(({ id }) => id);
  if (early.length > 0) throw new Error(`green before its step was begun: ${early.join(', ')}`);
}
