import type Docker from 'dockerode';
import type { Duplex } from 'node:stream';
import { AppError } from '../../protocol/errors.ts';
import type { ExecDetachedOptions, ExecOptions, ExecResult } from '../sandbox/sandbox-handle.ts';
import { engineStatus, fromEngineError } from './docker-errors.ts';

const defaultOutputBytes = 64 * 1024;

/** `SandboxHandle.exec` in the container `containerId`. */
export async function execIn(
  docker: Docker,
  containerId: string,
  command: readonly string[],
  options: ExecOptions,
): Promise<ExecResult> {
  const what = `exec ${command[0] ?? ''} in ${containerId.slice(0, 12)}`;
  const hasStdin = options.stdin !== undefined;
  // The engine can't kill an exec: without `timeout` inside, a command that hangs would outlive our waiting for it.
  const seconds = String(Math.ceil(options.timeoutMs / 1000) + 1);
  try {
    const exec = await docker.getContainer(containerId).exec({
      ...execConfig(['timeout', '--signal=KILL', seconds, ...command], options),
      AttachStdout: true,
      AttachStderr: true,
      AttachStdin: hasStdin,
    });
    const stream = await exec.start(hasStdin ? { hijack: true, stdin: true } : { Detach: false });
    if (options.stdin !== undefined) stream.end(options.stdin);
    const output = await collect(stream, options, what);
    return { exitCode: await exitCode(exec, what), ...output };
  } catch (error) {
    throw translated(error, what);
  }
}

/** `SandboxHandle.execDetached` in the container `containerId`. */
export async function execDetachedIn(
  docker: Docker,
  containerId: string,
  command: readonly string[],
  options: ExecDetachedOptions,
): Promise<void> {
  const what = `exec ${command[0] ?? ''} (detached) in ${containerId.slice(0, 12)}`;
  try {
    const exec = await docker.getContainer(containerId).exec(execConfig(command, options));
    const stream = await exec.start({ Detach: true });
    stream.resume();
    stream.on('error', () => undefined);
  } catch (error) {
    throw translated(error, what);
  }
}

function execConfig(command: readonly string[], options: ExecDetachedOptions): Docker.ExecCreateOptions {
  return {
    Cmd: [...command],
    User: options.user ?? '0:0',
    ...(options.cwd === undefined ? {} : { WorkingDir: options.cwd }),
    Env: Object.entries(options.env ?? {}).map(([name, value]) => `${name}=${value}`),
  };
}

/** Takes the engine's multiplexed stream apart: header of 8 bytes (stream, 0, 0, 0, length), then the payload. */
async function collect(stream: Duplex, options: ExecOptions, what: string): Promise<Omit<ExecResult, 'exitCode'>> {
  const limit = options.maxOutputBytes ?? defaultOutputBytes;
  const kept = { 1: [] as Buffer[], 2: [] as Buffer[] };
  const sizes = { 1: 0, 2: 0 };
  let truncated = false;
  let rest: Buffer = Buffer.alloc(0);
  let current: { to: 1 | 2; left: number } | undefined;

  const take = (chunk: Buffer): void => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      if (current === undefined) {
        if (rest.length < 8) return;
        current = { to: rest[0] === 2 ? 2 : 1, left: rest.readUInt32BE(4) };
        rest = rest.subarray(8);
      }
      const part = rest.subarray(0, current.left);
      const room = Math.max(0, limit - sizes[current.to]);
      if (part.length > room) truncated = true;
      if (room > 0 && part.length > 0) kept[current.to].push(part.subarray(0, room));
      sizes[current.to] += Math.min(part.length, room);
      rest = rest.subarray(part.length);
      current.left -= part.length;
      if (current.left > 0) return;
      current = undefined;
    }
  };

  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new AppError('timed_out', `${what} took longer than ${options.timeoutMs} ms`));
      stream.destroy();
    }, options.timeoutMs);
    stream.on('data', take);
    stream.on('error', reject);
    stream.on('close', resolve);
    stream.on('end', resolve);
    stream.on('close', () => clearTimeout(timer));
    stream.on('end', () => clearTimeout(timer));
  });
  stream.destroy();
  const text = (parts: Buffer[]): string => Buffer.concat(parts).toString('utf8');
  return { stdout: text(kept[1]), stderr: text(kept[2]), truncated };
}

/** The stream can end a moment before the engine has the exit code. */
async function exitCode(exec: Docker.Exec, what: string): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const { ExitCode: code } = (await exec.inspect()) as { ExitCode: number | null };
    if (code !== null) return code;
    await new Promise((resolve) => setTimeout(resolve, 10 + attempt * 4));
  }
  throw new AppError('timed_out', `${what} ended without an exit code`);
}

function translated(error: unknown, what: string): AppError {
  const status = engineStatus(error);
  if (status === 404 || status === 409) {
    return new AppError('sandbox_stopped', `${what}: the sandbox does not run`, {
      cause: error,
      hint: 'This machine has stopped. Start a new one.',
    });
  }
  return fromEngineError(error, what);
}
