import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckResult } from '../../protocol/checks.ts';
import type { Sandbox } from '../../protocol/sandbox.ts';
import type { Lesson } from '../course.ts';
import { readScript, type Script } from './read-script.ts';
import type { RunnerClient } from './runner-client.ts';
import { seatTypist } from './typist.ts';

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

const ordinaryPatience: Patience = { lineMs: 120_000, settleMs: 15_000 };
const sandboxMs = 15 * 60_000;

/**
 * Proves `lesson` in real sandboxes of `runner`: at the start no check is green; after `solution.sh`, typed into a
 * terminal, all are; after each `wrong/*.sh`, in a sandbox of its own, its check is not green and its "found" says what
 * the script says. Never throws for what is wrong with the lesson or the runner: that is a finding.
 */
export async function proveLesson(
  lesson: Lesson,
  runner: RunnerClient,
  patience: Patience = ordinaryPatience,
): Promise<Finding[]> {
  const proof: Proof = { lesson, runner, patience };
  const findings: Finding[] = [];
  const prove = async (part: string, attempt: () => Promise<string>): Promise<void> => {
    const result = await attempt().then(
      (detail) => ({ detail, holds: true }),
      (error: unknown) => ({ detail: error instanceof Error ? error.message : String(error), holds: false }),
    );
    findings.push({ lesson: lesson.id, part, ...result });
  };
  if (lesson.checks.length === 0)
    return [{ lesson: lesson.id, part: 'start', detail: 'has no checks; nothing to prove', holds: true }];

  await prove('start', () => inSandbox(proof, (sandbox) => proveStart(proof, sandbox)));
  await prove('solution.sh', async () => {
    const script = await scriptAt(join(lesson.dir, 'solution.sh'));
    return inSandbox(proof, (sandbox) => proveSolution(proof, sandbox, script));
  });
  const wrong = await wrongAttempts(lesson.dir);
  if (wrong.length === 0)
    await prove('wrong/', () =>
      Promise.reject(new Error('there is no wrong attempt; every lesson with checks has at least one wrong/*.sh')),
    );
  for (const name of wrong) {
    await prove(`wrong/${name}`, async () => {
      const script = await scriptAt(join(lesson.dir, 'wrong', name));
      return inSandbox(proof, (sandbox) => proveWrong(proof, sandbox, script));
    });
  }
  return findings;
}

interface Proof {
  readonly lesson: Lesson;
  readonly runner: RunnerClient;
  readonly patience: Patience;
}

async function inSandbox({ lesson, runner }: Proof, work: (sandbox: Sandbox) => Promise<string>): Promise<string> {
  const sandbox = await runner.create({
    presentImages: lesson.present,
    files: lesson.startFiles.map(({ path, content, executable }) => ({
      path,
      contentBase64: content.toString('base64'),
      executable,
    })),
    setup: lesson.setup,
    checks: lesson.checks,
    ttlMs: sandboxMs,
    idleMs: sandboxMs,
  });
  try {
    return await work(sandbox);
  } finally {
    await runner.stop(sandbox);
  }
}

async function proveStart(proof: Proof, sandbox: Sandbox): Promise<string> {
  const results = await decided(proof, sandbox);
  const green = results.filter(({ verdict }) => verdict === 'pass');
  if (green.length > 0) throw new Error(`green before anything was typed: ${green.map(({ id }) => id).join(', ')}`);
  return `${results.length} ${results.length === 1 ? 'check' : 'checks'}, none green`;
}

async function proveSolution(proof: Proof, sandbox: Sandbox, script: Script): Promise<string> {
  await typeInto(proof, sandbox, script);
  const results = await settle(proof, sandbox, (all) => all.every(({ verdict }) => verdict === 'pass'));
  const red = results.filter(({ verdict }) => verdict !== 'pass');
  if (red.length > 0) throw new Error(`not green after the solution:\n${red.map(describe).join('\n')}`);
  return `${results.length} green`;
}

async function proveWrong(proof: Proof, sandbox: Sandbox, script: Script): Promise<string> {
  const { expectation } = script;
  if (expectation === undefined)
    throw new Error('lacks the lines "# check: …" and "# found: …", which say what it must produce');
  const { check, found } = expectation;
  if (!proof.lesson.checks.some(({ id }) => id === check))
    throw new Error(`speaks of check "${check}", which the lesson does not have`);
  await typeInto(proof, sandbox, script);
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

async function typeInto({ runner, patience }: Proof, sandbox: Sandbox, script: Script): Promise<void> {
  await using typist = await seatTypist(await runner.terminal(sandbox, 'main'), patience.lineMs);
  await typist.type(script);
}

/** Results of all checks, asked for again until `isEnough` or the time to settle is over. */
async function settle(
  proof: Proof,
  sandbox: Sandbox,
  isEnough: (results: CheckResult[]) => boolean,
): Promise<CheckResult[]> {
  const deadline = Date.now() + proof.patience.settleMs;
  for (;;) {
    const results = await decided(proof, sandbox);
    if (isEnough(results) || Date.now() > deadline) return results;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function decided({ lesson, runner }: Proof, sandbox: Sandbox): Promise<CheckResult[]> {
  const results = await runner.runChecks(sandbox);
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
  if (script.actions.length === 0) throw new Error(`${path} types nothing`);
  return script;
}

async function wrongAttempts(dir: string): Promise<string[]> {
  const names = await readdir(join(dir, 'wrong')).catch(() => [] as string[]);
  return names.filter((name) => name.endsWith('.sh')).sort();
}
