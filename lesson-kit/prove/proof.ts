import type { CheckResult } from '../../protocol/checks.ts';
import { nodeHostname, type NodeName } from '../../protocol/node.ts';
import type { CreateSandboxInput, Sandbox } from '../../protocol/sandbox.ts';
import type { Lesson } from '../course.ts';
import { startFiles, type LessonRecipe } from '../recipe.ts';
import type { RunnerClient } from './runner-client.ts';
import { seatTypist, type SeatedTypist } from './typist.ts';

const sandboxMs = 15 * 60_000;

/** How long the proof waits: for the prompt after a line, and for a check to become what it should be. */
export interface Patience {
  readonly lineMs: number;
  readonly settleMs: number;
}

/** A lesson that is being proved. */
export interface Proof {
  readonly lesson: Lesson;
  readonly runner: RunnerClient;
  readonly patience: Patience;
  /** Hears how much memory each lease needed at most, in bytes, all its machines together. */
  readonly onPeak?: ((bytes: number) => void) | undefined;
}

/** How a sandbox is asked for in which everything before a step is done. */
export interface Beginning {
  readonly start: Pick<CreateSandboxInput, 'fromStep' | 'passed'>;
  /** For a runner that does not know it yet. */
  readonly recipe: LessonRecipe;
}

/** Does `work` in a sandbox of its own. */
export async function inSandbox<T>(
  { lesson, runner, onPeak }: Proof,
  work: (sandbox: Sandbox) => Promise<T>,
  beginning?: Beginning,
): Promise<T> {
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
  const end = async (): Promise<void> => {
    const peak = await leasePeak(runner, sandbox);
    if (peak !== null) onPeak?.(peak);
    await runner.stop(sandbox);
  };
  let result: T;
  try {
    result = await work(sandbox);
  } catch (error) {
    // What went wrong first is what counts.
    await end().catch(() => undefined);
    throw error;
  }
  await end();
  return result;
}

/** A typist at the prompt of `sandbox`, for all machines of its lease. */
export async function seat({ lesson, runner, patience }: Proof, sandbox: Sandbox): Promise<SeatedTypist> {
  return seatTypist(async (node) => runner.terminal(await machine(runner, sandbox, node, patience), 'main'), {
    lineTimeoutMs: patience.lineMs,
    async isGreen(check) {
      if (!lesson.checks.some(({ id }) => id === check)) throw new Error(`the lesson has no check "${check}"`);
      return (await runner.runChecks(sandbox)).some(({ id, verdict }) => id === check && verdict === 'pass');
    },
  });
}

/** Waits until `checks` are green, and answers what is asked on the way. Gives those that did not become it. */
export async function redAmong(proof: Proof, sandbox: Sandbox, checks: readonly string[]): Promise<CheckResult[]> {
  const isGreen = ({ verdict }: CheckResult): boolean => verdict === 'pass';
  const due = (all: readonly CheckResult[]): CheckResult[] => all.filter(({ id }) => checks.includes(id));
  const isDone = async (all: readonly CheckResult[]): Promise<boolean> => {
    await answerAll(proof, sandbox, due(all));
    return due(all).every(isGreen);
  };
  return due(await settle(proof, sandbox, isDone)).filter((result) => !isGreen(result));
}

/** Results of all checks, asked for again until `isEnough` or the time to settle is over. */
export async function settle(
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
export async function decided(proof: Proof, sandbox: Sandbox): Promise<CheckResult[]> {
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

/** A result as a line under an error. */
export function describe({ id, verdict, expected, found }: CheckResult): string {
  return `    ${id} is ${verdict}; expected: ${expected}; found: ${found}`;
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

/** Gives the right answer to each open question among `results`, as a learner does who found it out. */
async function answerAll({ lesson, runner }: Proof, sandbox: Sandbox, results: readonly CheckResult[]): Promise<void> {
  for (const { id, verdict } of results) {
    const kind = lesson.checks.find((check) => check.id === id)?.kind;
    if (verdict !== 'fail') continue;
    if (kind === 'answer') await runner.answer(sandbox, id, { right: true });
    if (kind === 'quiz') await runner.pass(sandbox, id);
  }
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
