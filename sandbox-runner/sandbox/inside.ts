import type { Check, CheckResult } from '../../protocol/checks.ts';
import type { SandboxHandle } from './sandbox-handle.ts';

/**
 * What the lifecycle of sandboxes needs from the parts that work inside one (inner engine, terminals, grading).
 * runner.ts puts them together; nothing here may follow links in the volume, and every call is bounded in time.
 */
export interface Inside {
  /** Resolves when the inner engine has answered `_ping`; throws engine_unreachable or engine_garbage. */
  ping(sandbox: SandboxHandle, timeoutMs: number): Promise<void>;
  /** Ids of the containers that run now, oldest first. */
  runningContainers(sandbox: SandboxHandle): Promise<string[]>;
  /** Success if it runs already. */
  startContainer(sandbox: SandboxHandle, containerId: string): Promise<void>;
  /** Opens the terminal `main`, so that a prompt waits for the learner; success if it is open. */
  openMain(sandbox: SandboxHandle): Promise<void>;
  /** When somebody last typed into any of its terminals; undefined: nobody since this runner started. */
  lastActivityMs(sandboxId: string): number | undefined;
  /** Grades until closed. `onResults` gets all results whenever one changed. */
  grade(sandbox: SandboxHandle, options: GradeOptions): Grading;
  /** The sandbox ends: closes its terminals' connections with `reason` and forgets it. */
  release(sandboxId: string, reason: string): void;
}

export interface GradeOptions {
  readonly checks: readonly Check[];
  readonly passed: readonly string[];
  readonly onResults: (results: CheckResult[]) => void;
}

export interface Grading {
  setChecks(checks: readonly Check[], passed: readonly string[]): void;
  /** Grades at once. */
  run(): Promise<CheckResult[]>;
  results(): CheckResult[];
  close(): void;
}
