import { outerEngine, type OuterEngine } from '../../docker/outer-engine.ts';
import type { Ground } from '../../host/ground.ts';
import { groundPaths, instanceOf } from '../../host/instance.ts';
import { createLogger } from '../../logger.ts';
import { startRunner } from '../../runner.ts';
import type { ExecResult } from '../../sandbox/sandbox-handle.ts';
import { RunnerClient } from './runner-client.ts';
import { testConfig, testDataDir } from './test-config.ts';

export interface TestRunner extends AsyncDisposable {
  readonly client: RunnerClient;
  readonly ground: Ground;
  /** A client of the outer engine of the test's own. */
  readonly engine: OuterEngine;
  /** Runs a command in a sandbox, by default as the learner and in bash. */
  sh(sandboxId: string, script: string, options?: { user?: string; timeoutMs?: number }): Promise<ExecResult>;
  /** Ends it in order, which keeps a checkpoint of each sandbox; `await using` stops the sandboxes before. */
  close(): Promise<void>;
}

/** A real runner in this process, on a free port and the tests' ground; `await using` closes it. */
export async function testRunner(overrides: Readonly<Record<string, string>> = {}): Promise<TestRunner> {
  const config = testConfig(overrides);
  const runner = await startRunner(config, createLogger(config));
  const { ground } = runner;
  const engine = outerEngine(ground.engineSocket, ground.instance.key);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= runner.close({ keepGround: true }));
  const client = new RunnerClient(runner.port);
  return {
    client,
    ground,
    engine,
    sh: (sandboxId, script, options) => shIn(engine, sandboxId, script, options),
    close,
    async [Symbol.asyncDispose]() {
      if (closing === undefined) await stopAll(client);
      await close();
    },
  };
}

/** The outer engine of the tests' ground, also while no runner is there. */
export function engineOfTests(): OuterEngine {
  const instance = instanceOf(testDataDir);
  return outerEngine(groundPaths(instance).engineSocket, instance.key);
}

async function stopAll(client: RunnerClient): Promise<void> {
  const running = (await client.list()).filter((sandbox) => sandbox.state !== 'stopped');
  await Promise.all(running.map(({ id }) => client.stop(id)));
}

export async function shIn(
  engine: OuterEngine,
  sandboxId: string,
  script: string,
  { user = 'learner', timeoutMs = 60_000 }: { user?: string; timeoutMs?: number } = {},
): Promise<ExecResult> {
  const containers = await engine.listContainers();
  const container = containers.find((c) => c.sandboxId === sandboxId);
  if (container === undefined) throw new Error(`no container of sandbox ${sandboxId}`);
  const options = { user, cwd: user === '0:0' ? '/' : '/home/learner', timeoutMs };
  return engine.exec(container.containerId, ['bash', '-c', script], options);
}
