import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { promisify } from 'node:util';
import { program } from '../sandbox-runner/host/command.ts';

const promptWithinMs = 60_000;
const echoWithinMs = 10_000;

/** `docker exec -it` itself, the system's command in a terminal, and how long a key's echo takes there. */
export class CommandExec {
  readonly #child: ChildProcess;
  readonly #lines: Interface;
  readonly #ended: Promise<unknown>;

  private constructor(child: ChildProcess, lines: Interface) {
    this.#child = child;
    this.#lines = lines;
    this.#ended = once(child, 'exit');
  }

  /**
   * Starts `command` as learner in the container `id` of the engine behind `socketPath`; `cache` gets a small program. Throws
   * an Error when it ends, or does not come to a prompt.
   */
  static async start(socketPath: string, id: string, command: readonly string[], cache: string): Promise<CommandExec> {
    const file = join(cache, 'echo-in-pty');
    await mkdir(cache, { recursive: true });
    await promisify(execFile)('gcc', ['-O2', '-o', file, join(import.meta.dirname, 'echo-in-pty.c'), '-lutil']);
    const exec = ['exec', '-it', '-u', 'learner', '-w', '/home/learner', '-e', 'TERM=xterm-256color', id, ...command];
    const child = spawn(file, [program('docker'), '-H', `unix://${socketPath}`, ...exec], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const started = new CommandExec(child, createInterface({ input: child.stdout }));
    await started.#line(promptWithinMs);
    return started;
  }

  /** Types `key` and takes it back; milliseconds until it was echoed. */
  async echo(key: string): Promise<number> {
    const answer = this.#line(echoWithinMs);
    this.#child.stdin?.write(`${key}\n`);
    return Number(await answer) / 1e6;
  }

  /** Ends the command, and with it the shell inside. */
  async close(): Promise<void> {
    this.#child.stdin?.end();
    await this.#ended;
  }

  async #line(withinMs: number): Promise<string> {
    const line = once(this.#lines, 'line', { signal: AbortSignal.timeout(withinMs) });
    const end = this.#ended.then(() => {
      throw new Error('docker exec ended');
    });
    const [text] = (await Promise.race([line, end])) as [string];
    return text;
  }
}
