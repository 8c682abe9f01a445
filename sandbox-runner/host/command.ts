import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../protocol/errors.ts';

/** Debian's engine where another Docker is installed: scripts/engine-packages.mjs unpacks it there. */
const unpackedEngine = fileURLToPath(new URL('../../.slipway-engine/usr', import.meta.url));
/** Where Debian's packages put programs: never /usr/local, whose docker may be of another version. */
const systemDirs = [
  ...(existsSync(unpackedEngine) ? [join(unpackedEngine, 'sbin'), join(unpackedEngine, 'bin')] : []),
  ...['/usr/sbin', '/usr/bin', '/sbin', '/bin'],
];
/** The PATH for everything that the ground starts. */
export const systemPath = systemDirs.join(':');
const keptBytes = 64 * 1024;
const killAfterMs = 5000;

export interface RunOptions {
  /** Default 60 s. */
  readonly timeoutMs?: number;
  readonly stdin?: string;
  /** Added to PATH, HOME and LANG, which is all that a program gets. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Each whole line of stdout and stderr as it comes. */
  readonly onLine?: (line: string) => void;
  /** A non-zero exit code is a result instead of an error. */
  readonly allowFailure?: boolean;
}

export interface RunResult {
  readonly exitCode: number;
  /** The last 64 KiB. */
  readonly stdout: string;
  readonly stderr: string;
}

/** Path of a program of the system's packages, or undefined. */
export function findProgram(name: string): string | undefined {
  return systemDirs.map((dir) => join(dir, name)).find((path) => existsSync(path));
}

/** Path of a program of the system's packages. Throws host_unfit when it is not installed. */
export function program(name: string): string {
  const path = findProgram(name);
  if (path === undefined)
    throw new AppError('host_unfit', `the program ${name} is not installed (looked in ${systemPath})`);
  return path;
}

/** Runs a program of the system to its end. Throws host_unfit with what was run, its exit code and the end of its output. */
export async function run(name: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 60_000);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
  const child = spawn(program(name), args, {
    env: { PATH: systemPath, HOME: '/root', LANG: 'C.UTF-8', ...options.env },
    stdio: [options.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  // Asked first, so that a build can take its own remains away.
  let killTimer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    child.kill('SIGTERM');
    killTimer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  const stdout = collect(child.stdout, options.onLine);
  const stderr = collect(child.stderr, options.onLine);
  // A program that does not read all of its input is no error by itself; its exit code tells.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(options.stdin);
  const what = [name, ...args].join(' ').slice(0, 400);
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new AppError('host_unfit', `"${what}" could not be run: ${cause.message}`, { cause }));
    });
    child.once('close', (code) => resolve(code ?? 137));
  }).finally(() => {
    signal.removeEventListener('abort', stop);
    clearTimeout(killTimer);
  });
  if (timeout.aborted) throw new AppError('timed_out', `"${what}" did not end within its time`);
  if (signal.aborted) throw new AppError('host_unfit', `"${what}" was stopped`);
  const result = { exitCode, stdout: stdout(), stderr: stderr() };
  if (exitCode !== 0 && options.allowFailure !== true) {
    const tail = `${result.stderr}${result.stderr === '' ? result.stdout : ''}`
      .trim()
      .split('\n')
      .slice(-15)
      .join('\n');
    throw new AppError('host_unfit', `"${what}" failed with exit code ${exitCode}:\n${tail}`);
  }
  return result;
}

/** Like `run`, inside the network namespace at `netns`. */
export function runIn(
  netns: string,
  name: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  return run('nsenter', [`--net=${netns}`, '--', program(name), ...args], options);
}

function collect(stream: NodeJS.ReadableStream | null, onLine: ((line: string) => void) | undefined): () => string {
  let kept = '';
  let partial = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (chunk: string) => {
    kept = (kept + chunk).slice(-keptBytes);
    if (onLine === undefined) return;
    const lines = (partial + chunk).split('\n');
    partial = (lines.pop() ?? '').slice(-keptBytes);
    for (const line of lines) onLine(line);
  });
  stream?.on('end', () => {
    if (partial !== '') onLine?.(partial);
  });
  return () => kept;
}
