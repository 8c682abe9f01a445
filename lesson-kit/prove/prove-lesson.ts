import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CheckResult } from '../../protocol/checks.ts';
import type { Sandbox } from '../../protocol/sandbox.ts';
import type { Lesson } from '../course.ts';
import { beginningOf } from './beginning.ts';
import { decided, describe, inSandbox, seat, settle, type Patience, type Proof } from './proof.ts';
import { proveSolution } from './prove-solution.ts';
import { readScript, type Script } from './read-script.ts';
import { untypedCommands, untypedWords } from './run-blocks.ts';
import type { RunnerClient } from './runner-client.ts';
import { wrongAttempts } from './wrong-attempts.ts';

/** One thing that was proved, or not: the start state, the solution, one wrong attempt. */
export interface Finding {
  readonly lesson: string;
  readonly part: string;
  /** What was seen when it holds; otherwise what is wrong. */
  readonly detail: string;
  readonly holds: boolean;
}

export interface ProofOptions {
  readonly patience?: Patience;
  /** Hears of each finding when it is there. */
  readonly tell?: (finding: Finding) => void;
  /** Hears how much memory each lease needed at most, in bytes, all its machines together. */
  readonly onPeak?: ((bytes: number) => void) | undefined;
}

const ordinaryPatience: Patience = { lineMs: 300_000, settleMs: 60_000 };

/**
 * Proves `lesson` in real sandboxes of `runner`: at the start no check is green; as `solution.sh` is typed into a
 * terminal, those of each step are red before its part and green after it; after each `wrong/*.sh`, in a sandbox of its own
 * that begins where the script says, its check is not green and its "found" says what the script says; and solution and
 * wrong attempts together type every command of the text's `run` blocks. Never throws for what is wrong with the lesson or
 * the runner: that is a finding.
 */
export async function proveLesson(
  lesson: Lesson,
  runner: RunnerClient,
  { patience = ordinaryPatience, tell, onPeak }: ProofOptions = {},
): Promise<Finding[]> {
  const proof: Proof = { lesson, runner, patience, onPeak };
  const findings: Finding[] = [];
  const prove = async (part: string, attempt: () => Promise<string>): Promise<void> => {
    const result = await attempt().then(
      (detail) => ({ detail, holds: true }),
      (error: unknown) => ({ detail: error instanceof Error ? error.message : String(error), holds: false }),
    );
    const finding = { lesson: lesson.id, part, ...result };
    findings.push(finding);
    tell?.(finding);
  };
  const isGraded = lesson.checks.length > 0;
  if (!isGraded) await prove('start', () => Promise.resolve('has no checks; nothing is graded'));
  if (!isGraded && lesson.solution.parts.every(({ typed }) => typed.length === 0)) return findings;

  // One sandbox for both: that nothing is green yet is seen without touching it.
  await inSandbox(proof, async (sandbox) => {
    if (isGraded) await prove('start', () => proveStart(proof, sandbox));
    await prove('solution.sh', () => proveSolution(proof, sandbox));
  }).catch((error: unknown) =>
    prove('sandbox', () => Promise.reject(error instanceof Error ? error : new Error(String(error)))),
  );
  await prove('run blocks', async () => {
    const untyped = await untypedCommands(lesson);
    if (untyped.length > 0) throw new Error(untypedWords(lesson, untyped));
    return 'all their commands are typed';
  });
  const wrong = await wrongAttempts(lesson.dir);
  if (isGraded && wrong.length === 0)
    await prove('wrong/', () =>
      Promise.reject(new Error('there is no wrong attempt; every lesson with checks has at least one wrong/*.sh')),
    );
  for (const path of wrong) {
    await prove(`wrong/${basename(path)}`, async () => {
      const script = await scriptAt(path);
      const work = (sandbox: Sandbox): Promise<string> => proveWrong(proof, sandbox, script);
      const from = script.expectation?.from;
      return inSandbox(proof, work, from === undefined ? undefined : beginningOf(lesson, from));
    });
  }
  return findings;
}

async function proveStart(proof: Proof, sandbox: Sandbox): Promise<string> {
  const results = await decided(proof, sandbox);
  const green = results.filter(({ verdict }) => verdict === 'pass');
  if (green.length > 0) throw new Error(`green before anything was typed: ${green.map(({ id }) => id).join(', ')}`);
  return `${results.length} ${results.length === 1 ? 'check' : 'checks'}, none green`;
}

async function proveWrong(proof: Proof, sandbox: Sandbox, script: Script): Promise<string> {
  const { expectation } = script;
  if (expectation === undefined)
    throw new Error('lacks the lines "# check: …" and "# found: …", which say what it must produce');
  const { check, found } = expectation;
  if (!proof.lesson.checks.some(({ id }) => id === check))
    throw new Error(`speaks of check "${check}", which the lesson does not have`);
  if (script.actions.length > 0) await typeInto(proof, sandbox, script);
  if (expectation.answer !== undefined) await proof.runner.answer(sandbox, check, { answer: expectation.answer });
  const isAsSaid = (result: CheckResult | undefined): boolean =>
    result?.verdict === 'fail' && result.found.includes(found);
  const results = await settle(proof, sandbox, (all) => isAsSaid(all.find(({ id }) => id === check)));
  const result = results.find(({ id }) => id === check);
  if (result === undefined || !isAsSaid(result))
    throw new Error(
      `check "${check}" should be red and found say "${found}":\n${result === undefined ? 'no result' : describe(result)}`,
    );
  return `${check} is red: ${result.found}`;
}

async function typeInto(proof: Proof, sandbox: Sandbox, script: Script): Promise<void> {
  await using typist = await seat(proof, sandbox);
  await typist.type(script.actions);
}

async function scriptAt(path: string): Promise<Script> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(`there is no ${path}`, { cause });
  });
  const script = readScript(text);
  if (script.parts.some(({ step }) => step !== undefined)) throw new Error(`${path}: only solution.sh names steps`);
  if (script.actions.length === 0 && script.expectation?.answer === undefined)
    throw new Error(`${path} types nothing, and answers nothing`);
  return script;
}
