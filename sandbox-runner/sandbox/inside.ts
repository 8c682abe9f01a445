import type { GivenAnswer } from '../../protocol/answers.ts';
import type { Check, CheckResult } from '../../protocol/checks.ts';
import type { NodeName } from '../../protocol/node.ts';
import type { TypedAction } from '../../protocol/typing.ts';
import type { PushedImage } from '../host/read-pushed.ts';
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
  /**
   * Types what is done in one step into a terminal of its own, as the learner, and leaves it. Throws AppError
   * bad_request when a prompt, or what a line waits for, does not come, or when it ends in a container.
   */
  typeStep(sandbox: SandboxHandle, typed: readonly TypedAction[], options: TypeOptions): Promise<void>;
  /** When somebody last typed into any of its terminals; undefined: nobody since this runner started. */
  lastActivityMs(sandboxId: string): number | undefined;
  /** Grades until closed. `onResults` gets all results whenever one changed. */
  grade(sandbox: SandboxHandle, options: GradeOptions): Grading;
  /** The sandbox ends: closes its terminals' connections with `reason` and forgets it. */
  release(sandboxId: string, reason: string): void;
}

export interface TypeOptions {
  readonly lineTimeoutMs: number;
  /** Is told what is typed next. */
  readonly onAction?: (action: TypedAction) => void;
  /** Is this check green? Without it what is typed waits for no check. */
  readonly isGreen?: (check: string) => Promise<boolean>;
}

export interface GradeOptions {
  readonly checks: readonly Check[];
  /** Checks that this learner passed before; they stay passed. */
  readonly passed: readonly string[];
  /** Checks of steps that were jumped over: not graded, and no other check waits for them. */
  readonly skipped: readonly string[];
  readonly onResults: (results: CheckResult[]) => void;
  /** What the learner has in the registry that takes pushes. */
  readonly readPushed?: () => Promise<Pushed>;
  /** The other machines of the lease that are there now, by name. */
  readonly others?: () => ReadonlyMap<NodeName, SandboxHandle>;
}

/** Images in the registry that takes pushes, whose names begin with `prefix`. */
export interface Pushed {
  readonly prefix: string;
  readonly images: readonly PushedImage[];
}

export interface Grading {
  setChecks(checks: readonly Check[], passed: readonly string[], skipped: readonly string[]): void;
  /** Grades at once. */
  run(): Promise<CheckResult[]>;
  /** Grades an answer to a question by the state at this moment. Throws AppError not_found when nobody asks it. */
  answer(id: string, given: GivenAnswer): Promise<CheckResult>;
  /** A check has been passed by other means than the state of the machine. */
  pass(id: string): void;
  results(): CheckResult[];
  close(): void;
}
