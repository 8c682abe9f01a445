import { factsIn } from '../../protocol/checks.ts';
import type { Sandbox } from '../../protocol/sandbox.ts';
import type { Lesson } from '../course.ts';
import { formatProblem } from '../lesson-error.ts';
import { whyNoBeginnings } from '../recipe.ts';
import { beginningOf } from './beginning.ts';
import { decided, describe, inSandbox, redAmong, seat, type Proof } from './proof.ts';

type Part = Lesson['solution']['parts'][number];

/** Of a lesson's steps, those that are also proved on a machine that begins there. */
export type Alone = 'what happened' | 'every';

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
    if (typed.length > 0) {
      await requireNoneGreen(proof, sandbox, shown);
      await typist.typeStep(typed);
    }
    done = [...done, ...shown];
    const red = await redAmong(proof, sandbox, done);
    if (red.length > 0)
      throw new Error(`not green after the solution of step "${step}":\n${red.map(describe).join('\n')}`);
  }
  return done.length === 0 ? 'typed to its end, nothing to grade' : `${done.length} green`;
}

/**
 * Types the solution of `step` on a machine that begins with it, as that of everybody who jumps there or starts it again.
 * What was done before it happened elsewhere, so that a check which asks for it never gets green. Throws as `proveSolution`.
 */
export async function proveAlone(proof: Proof, step: string): Promise<string> {
  const { lesson } = proof;
  const shown = checksOf(lesson, step);
  const work = async (sandbox: Sandbox): Promise<string> => {
    await requireNoneGreen(proof, sandbox, shown);
    await using typist = await seat(proof, sandbox);
    await typist.typeStep(lesson.solution.parts.find((part) => part.step === step)?.typed ?? []);
    const red = await redAmong(proof, sandbox, shown);
    if (red.length > 0)
      throw new Error(
        `not green on a machine that begins with this step; does a check ask for what happens in an earlier one?\n${red.map(describe).join('\n')}`,
      );
    return `${shown.length} green`;
  };
  return inSandbox(proof, work, beginningOf(lesson, step));
}

/** The ids of the steps that are to be proved alone. */
export function stepsAlone(lesson: Lesson, which: Alone): string[] {
  if (whyNoBeginnings(lesson) !== null) return [];
  const isWanted = ({ step, typed }: Part): boolean => {
    const shown = checksOf(lesson, step);
    const facts = lesson.checks.filter(({ id }) => shown.includes(id)).flatMap(factsIn);
    const isFirst = lesson.steps[0]?.id === step;
    if (isFirst || typed.length === 0 || shown.length === 0) return false;
    return which === 'every' || facts.some(({ kind }) => kind === 'happened');
  };
  return lesson.solution.parts.filter(isWanted).map(({ step }) => step);
}

function checksOf({ steps }: Lesson, step: string): readonly string[] {
  return steps.find(({ id }) => id === step)?.checks ?? [];
}

async function requireNoneGreen(proof: Proof, sandbox: Sandbox, checks: readonly string[]): Promise<void> {
  const results = await decided(proof, sandbox);
  const early = results.filter(({ id, verdict }) => checks.includes(id) && verdict === 'pass').map(({ id }) => id);
  if (early.length > 0) throw new Error(`green before its step was begun: ${early.join(', ')}`);
}
