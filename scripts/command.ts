import { spawn } from 'node:child_process';
import { AppError } from '../protocol/errors.ts';
import { stopSignals } from './stop-signals.ts';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  /** Called with every whole line of output as it comes. */
  readonly onLine?: (line: string) => void;
  /** Give the exit code back instead of throwing on one that is not 0. */
  readonly allowFailure?: boolean;
  /** It is part of a stop: whoever asks for one meanwhile does not end it. */
  readonly isPartOfStop?: boolean;
}

export interface CommandResult {
  readonly code: number;
  /** The last 256 KiB of stdout and stderr together. */
  readonly output: string;
}

const keptBytes = 256 * 1024;

/**
 * Runs a program to its end. Throws AppError host_unfit with the tail of its output when it fails or takes too long.
 * The first stop signal that this process gets is handed on to the program and all that it has started.
 */
export async function command(
  file: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const child = spawn(file, args, {
    cwd: options.cwd,
    ...(options.env === undefined ? {} : { env: { ...options.env } }),
    stdio: ['ignore', 'pipe', 'pipe'],
    // In a group of its own, where Ctrl-C does not reach it, it hears of a stop once, however this process heard of it.
    detached: true,
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
  let isTold = options.isPartOfStop === true;
  const forward = (signal: NodeJS.Signals): void => {
    if (!isTold) signalGroup(child.pid, signal);
    isTold = true;
  };
  for (const signal of stopSignals) process.on(signal, forward);
  const timer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), options.timeoutMs ?? 15 * 60_000);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new AppError('host_unfit', `${file} could not be run: ${cause.message}`, { cause })),
    );
    child.once('close', (status, signal) => resolve(status ?? (signal === 'SIGKILL' ? 137 : 1)));
  }).finally(() => {
    clearTimeout(timer);
    for (const signal of stopSignals) process.off(signal, forward);
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

function signalGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (leader !== undefined) process.kill(-leader, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
