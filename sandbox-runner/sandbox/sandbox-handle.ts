/** A running sandbox, as everything that works with it from outside sees it. */
export interface SandboxHandle {
  readonly id: string;
  /** The volume's path on this host. What lies in it is the learner's: never follow a link in it. */
  readonly volumePath: string;
  /**
   * Runs `command` in the sandbox and waits for it. Throws AppError timed_out, sandbox_stopped (it is not running) or
   * internal; an exit code other than 0 is a result, not an error.
   */
  exec(command: readonly string[], options: ExecOptions): Promise<ExecResult>;
  /** Starts `command` and returns once it runs; nobody sees its output or end. Throws like `exec`. */
  execDetached(command: readonly string[], options?: ExecDetachedOptions): Promise<void>;
}

export interface ExecDetachedOptions {
  /** Default 0:0, the sandbox's root. The learner is 1000:1000. */
  readonly user?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ExecOptions extends ExecDetachedOptions {
  readonly timeoutMs: number;
  /** Of stdout and stderr each; what comes after is dropped and `truncated` set. Default 64 KiB. */
  readonly maxOutputBytes?: number;
  readonly stdin?: Buffer;
}

export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
}

/** The learner's user and group in the sandbox image. */
export const learnerUser = '1000:1000';
/** For `user` of an exec: given by name, the learner comes with all groups, docker among them. */
export const learnerName = 'learner';
export const learnerUid = 1000;
export const learnerHome = '/home/learner';
