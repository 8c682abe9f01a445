import { z } from 'zod';
import { checkResultSchema, type CheckResult } from '../../../protocol/checks.ts';
import type { TestRunner } from './test-runner.ts';
import { until } from './until.ts';

/** A check without what a test does not care about. */
export type AskedFact = Record<string, unknown> & { readonly kind: string };

/** Asks a sandbox for checks, one after the other or many at once; a new set each time, so that nothing has passed. */
export interface Asker {
  /** Results of `facts`, in order. */
  (facts: readonly AskedFact[]): Promise<CheckResult[]>;
  /** Waits until `fact` is so, asking again and again. */
  passes(fact: AskedFact, deadlineMs?: number): Promise<CheckResult>;
  /** `fact` fails, with these texts in its lines. */
  fails(fact: AskedFact, found: string | RegExp): Promise<CheckResult>;
  /** Each fails, with its text in what was found. */
  allFail(asked: readonly (readonly [AskedFact, string | RegExp])[]): Promise<void>;
  /** All pass. */
  allPass(facts: readonly AskedFact[]): Promise<void>;
  /** Runs a script as the learner; throws when it fails. */
  sh(script: string): Promise<string>;
}

export function asker(runner: TestRunner, sandboxId: string): Asker {
  const { client } = runner;
  const ask = async (facts: readonly AskedFact[]): Promise<CheckResult[]> => {
    const checks = facts.map((fact, i) => ({ id: `c${i}`, title: `Check ${i}`, ...fact }));
    const put = await client.call('PUT', `/v1/sandboxes/${sandboxId}/checks`, { checks, passed: [] });
    if (put.status !== 204) throw new Error(JSON.stringify(put));
    const { json } = await client.call('POST', `/v1/sandboxes/${sandboxId}/checks/run`);
    return z.array(checkResultSchema).parse(json);
  };
  const one = async (fact: AskedFact): Promise<CheckResult> => {
    const [result] = await ask([fact]);
    if (result === undefined) throw new Error('no result');
    return result;
  };
  return Object.assign(ask, {
    passes: (fact: AskedFact, deadlineMs?: number) =>
      until(
        JSON.stringify(fact),
        async () => {
          const result = await one(fact);
          if (result.verdict !== 'pass') throw new Error(JSON.stringify(result));
          return result;
        },
        deadlineMs,
      ),
    async fails(fact: AskedFact, found: string | RegExp) {
      const result = await one(fact);
      requireFailed(fact, found, result);
      return result;
    },
    async allFail(asked: readonly (readonly [AskedFact, string | RegExp])[]) {
      const results = await ask(asked.map(([fact]) => fact));
      for (const [i, [fact, found]] of asked.entries()) requireFailed(fact, found, results[i]);
    },
    async allPass(facts: readonly AskedFact[]) {
      const results = await ask(facts);
      const wrong = results.flatMap((result, i) => (result.verdict === 'pass' ? [] : [{ fact: facts[i], result }]));
      if (wrong.length > 0) throw new Error(JSON.stringify(wrong, undefined, 1));
    },
    async sh(script: string) {
      const { exitCode, stdout, stderr } = await runner.sh(sandboxId, script);
      if (exitCode !== 0) throw new Error(`${script}: ${exitCode} ${stdout} ${stderr}`);
      return stdout;
    },
  });
}

function requireFailed(fact: AskedFact, found: string | RegExp, result: CheckResult | undefined): void {
  const text = result?.found ?? '';
  const fits = typeof found === 'string' ? text.includes(found) : found.test(text);
  if (result?.verdict === 'fail' && fits) return;
  throw new Error(`${JSON.stringify(fact)}\n  should fail with ${String(found)}\n  but is ${JSON.stringify(result)}`);
}
