import { expect } from 'vitest';
import type { TestRunner } from './test-runner.ts';

/** Runs `script` in the sandbox as its learner and gives what it printed; that it ended well, and complained of nothing, is expected. */
export async function quietSh(runner: TestRunner, sandboxId: string, script: string): Promise<string> {
  const { exitCode, stdout, stderr } = await runner.sh(sandboxId, script);
  expect([script, exitCode, stderr]).toEqual([script, 0, '']);
  return stdout;
}
