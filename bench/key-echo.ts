import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { promisify } from 'node:util';

const promptWithinMs = 60_000;
const echoWithinMs = 10_000;

/** A terminal, and how long a key's echo takes there. Whatever leads to it, the same small program types and looks. */
export class KeyEcho {
  readonly #child: ChildProcess;
  readonly #lines: Interface;
  readonly #ended: Promise<unknown>;

  private constructor(child: ChildProcess, lines: Interface) {
    this.#child = child;
    this.#lines = lines;
    this.#ended = once(child, 'exit');
    // That it has ended is told to who waits for a line.
    child.stdin?.on('error', () => undefined);
  }

  /**
   * With `program` (of `compileKeyEcho`) in the terminal that `way` leads to: a command that is run in one, a connection of
   * plain bytes, or a WebSocket that has been opened and wants `attach` first. A connection is the program's from then on.
   * Throws an Error when no prompt comes.
   */
  static async start(
    program: string,
    way: { readonly command: readonly string[] } | { readonly connection: Socket; readonly attach?: string },
  ): Promise<KeyEcho> {
    const [args, connection] =
      'command' in way
        ? [['pty', ...way.command], []]
        : [way.attach === undefined ? ['bytes'] : ['websocket', way.attach], [way.connection]];
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit', ...connection] });
    for (const socket of connection) socket.destroy();
    if (child.stdout === null) throw new Error('key-echo has no output');
    const started = new KeyEcho(child, createInterface({ input: child.stdout }));
    try {
      await started.#line(promptWithinMs);
    } catch (error) {
      await started.close();
      throw error;
    }
    return started;
  }

  /** Types `key` and takes it back; milliseconds until it was echoed. */
  async echo(key: string): Promise<number> {
    const answer = this.#line(echoWithinMs);
    this.#child.stdin?.write(`${key}\n`);
    return Number(await answer) / 1e6;
  }

  /** Ends the program, and with it the command or the connection. */
  async close(): Promise<void> {
    this.#child.kill();
    await this.#ended;
  }

  async #line(withinMs: number): Promise<string> {
    const line = once(this.#lines, 'line', { signal: AbortSignal.timeout(withinMs) });
    const end = this.#ended.then(() => {
      throw new Error('a terminal whose echo is measured has ended');
    });
    const [text] = (await Promise.race([line, end])) as [string];
    return text;
  }
}

/** Compiles the program into the directory `cache`; its path. */
export async function compileKeyEcho(cache: string): Promise<string> {
  const file = join(cache, 'key-echo');
  await mkdir(cache, { recursive: true });
  await promisify(execFile)('gcc', ['-O2', '-o', file, join(import.meta.dirname, 'key-echo.c'), '-lutil']);
  return file;
}
