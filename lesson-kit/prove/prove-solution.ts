import { factsIn } from '../../protocol/checks.ts';
import type { Sandbox } from '../../protocol/sandbox.ts';
import type { Lesson } from '../course.ts';
import { formatProblem } from '../lesson-error.ts';
import { whyNoBeginnings } from '../recipe.ts';
import { decided, describe, inSandbox, redAmong, seat, type Proof } from './proof.ts';

type Part = Lesson['solution']['parts'][number];

/** A step as it stands when it is begun, kept in a checkpoint. */
interface Kept {
  readonly step: string;
  readonly checkpoint: string;
  readonly owner: string;
  readonly part: Part;
  /** Checks of the steps before it, and of itself. */
  readonly passed: readonly string[];
  readonly due: readonly string[];
}

/** Of a lesson's steps, those which `proveSolution` also does on a machine that begins there. */
export type Alone = 'what happened' | 'every';

/**
 * Types the solution of each step in turn; after it, the checks that the step shows are green: only then can one jump
 * behind it. Who jumps to a step, or starts it again, has a machine that never saw what was done before: what can't be seen
 * in its state is unknown there. So the steps whose checks ask what happened (or `every` one) are done once more, each by
 * `prove` on a machine that begins with it.
 */
export async function proveSolution(
  proof: Proof,
  sandbox: Sandbox,
  alone: Alone,
  prove: (part: string, attempt: () => Promise<string>) => Promise<void>,
): Promise<void> {
  const kept: Kept[] = [];
  try {
    await prove('solution.sh', () => proveAll(proof, sandbox, alone, kept));
    for (const one of kept) await prove(`solution.sh, only step "${one.step}"`, () => proveStep(proof, one));
  } finally {
    for (const { checkpoint } of kept) await proof.runner.forget(checkpoint);
  }
}

async function proveAll(proof: Proof, sandbox: Sandbox, alone: Alone, kept: Kept[]): Promise<string> {
  const { lesson, runner } = proof;
  const { steps, solution } = lesson;
  if (solution.problem !== null) throw new Error(formatProblem(solution.problem));
  if (solution.parts.every(({ typed }) => typed.length === 0)) throw new Error('types nothing');
  await using typist = await seat(proof, sandbox);
  let done: readonly string[] = [];
  for (const part of solution.parts) {
    const { step, typed } = part;
    const due = steps.find(({ id }) => id === step)?.checks ?? [];
    if (typed.length > 0) await requireNoneGreen(proof, sandbox, due);
    if (isDoneAlone(lesson, part, alone))
      kept.push({ step, part, due, passed: done, checkpoint: await runner.keep(sandbox), owner: sandbox.owner });
    if (typed.length > 0) await typist.typeStep(typed);
    done = [...done, ...due];
    const red = await redAmong(proof, sandbox, done);
    if (red.length > 0)
      throw new Error(`not green after the solution of step "${step}":\n${red.map(describe).join('\n')}`);
  }
  return done.length === 0 ? 'typed to its end, nothing to grade' : `${done.length} green`;
}

async function proveStep(proof: Proof, { checkpoint, owner, passed, part, due }: Kept): Promise<string> {
  const work = async (sandbox: Sandbox): Promise<string> => {
    await requireNoneGreen(proof, sandbox, due);
    await using typist = await seat(proof, sandbox);
    await typist.typeStep(part.typed);
    const red = await redAmong(proof, sandbox, due);
    if (red.length > 0)
      throw new Error(
        `not green on a machine that begins with this step; a check can't ask for what happened in an earlier one:\n${red.map(describe).join('\n')}`,
      );
    return `${due.length} green`;
  };
  return inSandbox(proof, work, { start: { fromCheckpoint: checkpoint, passed: [...passed] }, owner });
}

async function requireNoneGreen(proof: Proof, sandbox: Sandbox, checks: readonly string[]): Promise<void> {
  const results = await decided(proof, sandbox);
  const early = results.filter(({ id, verdict }) => checks.includes(id) && verdict === 'pass').map(({ id }) => id);
  if (early.length > 0) throw new Error(`green before its step was begun: ${early.join(', ')}`);
}

function isDoneAlone(lesson: Lesson, { step, typed }: Part, alone: Alone): boolean {
  const index = lesson.steps.findIndex(({ id }) => id === step);
  const checks = lesson.checks.filter(({ id }) => lesson.steps[index]?.checks.includes(id));
  if (index < 1 || whyNoBeginnings(lesson) !== null || typed.length === 0 || checks.length === 0) return false;
  return alone === 'every' || checks.flatMap(factsIn).some(({ kind }) => kind === 'happened');
}
