import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { CheckResult } from '../../protocol/checks.ts';
import { nodeHostname, type NodeName } from '../../protocol/node.ts';
import type { Sandbox } from '../../protocol/sandbox.ts';
import type { Lesson } from '../course.ts';
import { formatProblem } from '../lesson-error.ts';
import { startFiles } from '../recipe.ts';
import { beginningOf } from './beginning.ts';
import { readScript, type Script } from './read-script.ts';
import { untypedCommands, untypedWords } from './run-blocks.ts';
import type { RunnerClient } from './runner-client.ts';
import { seatTypist, type SeatedTypist } from './typist.ts';
import { wrongAttempts } from './wrong-attempts.ts';

/** One thing that was proved, or not: the start state, the solution, one wrong attempt. */
export interface Finding {
  readonly lesson: string;
  readonly part: string;
  /** What was seen when it holds; otherwise what is wrong. */
  readonly detail: string;
  readonly holds: boolean;
}

/** How long the proof waits: for the prompt after a line, and for a check to become what it should be. */
export interface Patience {
  readonly lineMs: number;
  readonly settleMs: number;
}

export interface ProofOptions {
  readonly patience?: Patience;
  /** Hears of each finding when it is there. */
  readonly tell?: (finding: Finding) => void;
  /** Hears how much memory each lease needed at most, in bytes, all its machines together. */
  readonly onPeak?: (bytes: number) => void;
}

const ordinaryPatience: Patience = { lineMs: 300_000, settleMs: 60_000 };
const sandboxMs = 15 * 60_000;

/**
 * Proves `lesson` in real sandboxes of `runner`: at the start no check is green; as `solution.sh` is typed into a
 * terminal, those of each step are after its part; after each `wrong/*.sh`, in a sandbox of its own that begins where the
 * script says, its check is not green and its "found" says what the script says; and solution and wrong attempts together type every command of the text's `run` blocks. Never throws for
 * what is wrong with the lesson or the runner: that is a finding.
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
      return inSandbox(proof, work, script.expectation?.from);
    });
  }
  return findings;
}

interface Proof {
  readonly lesson: Lesson;
  readonly runner: RunnerClient;
  readonly patience: Patience;
  readonly onPeak: ProofOptions['onPeak'];
}

/** `from`: a sandbox at the beginning of this step, with all before it done. */
async function inSandbox<T>(
  { lesson, runner, onPeak }: Proof,
  work: (sandbox: Sandbox) => Promise<T>,
  from?: string,
): Promise<T> {
  const beginning = from === undefined ? undefined : beginningOf(lesson, from);
  const request = {
    ...beginning?.start,
    presentImages: lesson.present,
    ...(lesson.nodes === undefined ? {} : { nodes: lesson.nodes }),
    files: startFiles(lesson),
    setup: lesson.setup,
    account: lesson.account,
    checks: lesson.checks,
    ttlMs: sandboxMs,
    idleMs: sandboxMs,
  };
  const sandbox = await runner.create(request, beginning?.recipe);
  try {
    return await work(sandbox);
  } finally {
    const peak = await leasePeak(runner, sandbox);
    if (peak !== null) onPeak?.(peak);
    await runner.stop(sandbox);
  }
}

/** Of all machines together; null: not known. What the lesson is worth does not hang on it. */
async function leasePeak(runner: RunnerClient, sandbox: Sandbox): Promise<number | null> {
  try {
    const machines = await runner.nodes(sandbox);
    const peaks = await Promise.all(
      machines.filter(({ state }) => state !== 'preparing').map((one) => runner.peakMemory(one)),
    );
    return peaks.includes(null) ? null : peaks.reduce<number>((sum, peak) => sum + (peak ?? 0), 0);
  } catch {
    return null;
  }
}

async function proveStart(proof: Proof, sandbox: Sandbox): Promise<string> {
  const results = await decided(proof, sandbox);
  const green = results.filter(({ verdict }) => verdict === 'pass');
  if (green.length > 0) throw new Error(`green before anything was typed: ${green.map(({ id }) => id).join(', ')}`);
  return `${results.length} ${results.length === 1 ? 'check' : 'checks'}, none green`;
}

/** After the part of each step, the checks that the step shows are green: only then can one jump behind it. */
async function proveSolution(proof: Proof, sandbox: Sandbox): Promise<string> {
  const { steps, solution } = proof.lesson;
  if (solution.problem !== null) throw new Error(formatProblem(solution.problem));
  if (solution.parts.every(({ typed }) => typed.length === 0)) throw new Error('types nothing');
  await using typist = await seat(proof, sandbox);
  const isGreen = ({ verdict }: CheckResult): boolean => verdict === 'pass';
  let done: readonly string[] = [];
  for (const { step, typed } of solution.parts) {
    if (typed.length > 0) await typist.typeStep(typed);
    done = [...done, ...(steps.find(({ id }) => id === step)?.checks ?? [])];
    const due = (all: readonly CheckResult[]): CheckResult[] => all.filter(({ id }) => done.includes(id));
    const isDone = async (all: readonly CheckResult[]): Promise<boolean> => {
      await answerAll(proof, sandbox, due(all));
      return due(all).every(isGreen);
    };
    const red = due(await settle(proof, sandbox, isDone)).filter((r) => !isGreen(r));
    if (red.length > 0)
      throw new Error(`not green after the solution of step "${step}":\n${red.map(describe).join('\n')}`);
  }
  return done.length === 0 ? 'typed to its end, nothing to grade' : `${done.length} green`;
}

/** Gives the right answer to each open question among `results`, as a learner does who found it out. */
async function answerAll({ lesson, runner }: Proof, sandbox: Sandbox, results: readonly CheckResult[]): Promise<void> {
  for (const { id, verdict } of results) {
    const kind = lesson.checks.find((check) => check.id === id)?.kind;
    if (verdict !== 'fail') continue;
    if (kind === 'answer') await runner.answer(sandbox, id, { right: true });
    if (kind === 'quiz') await runner.pass(sandbox, id);
  }
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

async function seat({ lesson, runner, patience }: Proof, sandbox: Sandbox): Promise<SeatedTypist> {
  return seatTypist(async (node) => runner.terminal(await machine(runner, sandbox, node, patience), 'main'), {
    lineTimeoutMs: patience.lineMs,
    async isGreen(check) {
      if (!lesson.checks.some(({ id }) => id === check)) throw new Error(`the lesson has no check "${check}"`);
      return (await runner.runChecks(sandbox)).some(({ id, verdict }) => id === check && verdict === 'pass');
    },
  });
}

/** The machine `node` of the lease of `sandbox`; those beside the first one may still be on their way. */
async function machine(runner: RunnerClient, sandbox: Sandbox, node: NodeName, { lineMs }: Patience): Promise<Sandbox> {
  if (node === sandbox.node) return sandbox;
  const deadline = Date.now() + lineMs;
  for (;;) {
    const found = (await runner.nodes(sandbox)).find((one) => one.node === node);
    if (found?.state === 'ready') return found;
    if (Date.now() > deadline)
      throw new Error(
        `the machine ${nodeHostname(node)} is ${found?.state ?? 'not there'}; does the lesson say "nodes"?`,
      );
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Results of all checks, asked for again until `isEnough` or the time to settle is over. */
async function settle(
  proof: Proof,
  sandbox: Sandbox,
  isEnough: (results: CheckResult[]) => boolean | Promise<boolean>,
): Promise<CheckResult[]> {
  const deadline = Date.now() + proof.patience.settleMs;
  for (;;) {
    const results = await decided(proof, sandbox);
    if ((await isEnough(results)) || Date.now() > deadline) return results;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Results of which each says something; machines beside the first one may still be on their way. */
async function decided(proof: Proof, sandbox: Sandbox): Promise<CheckResult[]> {
  const { lesson, runner } = proof;
  const deadline = Date.now() + proof.patience.settleMs;
  let results = await runner.runChecks(sandbox);
  while (results.some(({ verdict }) => verdict === 'undecided') && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    results = await runner.runChecks(sandbox);
  }
  const missing = lesson.checks.filter(({ id }) => !results.some((result) => result.id === id));
  if (missing.length > 0) throw new Error(`the runner gave no result for: ${missing.map(({ id }) => id).join(', ')}`);
  const undecided = results.filter(({ verdict }) => verdict === 'undecided');
  if (undecided.length > 0) throw new Error(`could not be decided:\n${undecided.map(describe).join('\n')}`);
  return results;
}

function describe({ id, verdict, expected, found }: CheckResult): string {
  return `    ${id} is ${verdict}; expected: ${expected}; found: ${found}`;
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
