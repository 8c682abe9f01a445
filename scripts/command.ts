import { spawn } from 'node:child_process';
import { AppError } from '../protocol/errors.ts';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  /** Called with every whole line of output as it comes. */
  readonly onLine?: (line: string) => void;
  /** Give the exit code back instead of throwing on one that is not 0. */
  readonly allowFailure?: boolean;
}

export interface CommandResult {
  readonly code: number;
  /** The last 256 KiB of stdout and stderr together. */
  readonly output: string;
}

const keptBytes = 256 * 1024;

/** Runs a program to its end. Throws AppError host_unfit with the tail of its output when it fails or takes too long. */
export async function command(
  file: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const child = spawn(file, args, {
    cwd: options.cwd,
    ...(options.env === undefined ? {} : { env: { ...options.env } }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let partial = '';
  const take = (chunk: Buffer): void => {
    const text = chunk.toString('utf8');
    output = (output + text).slice(-keptBytes);
    if (options.onLine === undefined) return;
    const lines = (partial + text).split('\n');
    partial = lines.pop() ?? '';
    for (const line of lines) options.onLine(line);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  // Ctrl-C reaches it with its whole group; a service manager tells this process alone.
  const forward = (): void => void child.kill('SIGTERM');
  process.on('SIGTERM', forward);
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? 15 * 60_000);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new AppError('host_unfit', `${file} could not be run: ${cause.message}`, { cause })),
    );
    child.once('close', (status, signal) => resolve(status ?? (signal === 'SIGKILL' ? 137 : 1)));
  }).finally(() => {
    clearTimeout(timer);
    process.off('SIGTERM', forward);
  });
  if (partial !== '') options.onLine?.(partial);
  if (code !== 0 && options.allowFailure !== true) {
    throw new AppError(
      'host_unfit',
      `${file} ${args.slice(0, 5).join(' ')} failed with exit code ${code}:\n${output.trim().split('\n').slice(-20).join('\n')}`,
    );
  }
  return { code, output };
}
