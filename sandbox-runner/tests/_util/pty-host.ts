import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  createPtyDecoder,
  encodeAttach,
  encodeForeground,
  encodeHangup,
  encodeInput,
  type Having,
  type PtyFrame,
} from '../../terminal/pty-frames.ts';
import type { SandboxHandle } from '../../sandbox/sandbox-handle.ts';
import { until } from './until.ts';

const run = promisify(execFile);
const cache = join(import.meta.dirname, '../../../node_modules/.cache/slipway');
const sources = join(import.meta.dirname, '../../images/sandbox/pty');

/** A folder in place of a sandbox: slipway-pty runs on this machine, compiled as the image does it but with -Werror. */
export interface PtyHome extends AsyncDisposable {
  /** As a sandbox's volume: the sockets are in ipc/. */
  readonly dir: string;
  /** Starts commands for the sandbox here, with the sandbox's paths turned into this folder's. */
  readonly handle: SandboxHandle;
  readonly starts: number;
  socketPath(name: string): string;
}

export async function ptyHome(shell: readonly string[] = ['/bin/bash', '--norc', '--noprofile']): Promise<PtyHome> {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-pty-'));
  await mkdir(join(dir, 'ipc'));
  const program = join(dir, 'slipway-pty');
  await copyFile(await compiledPty(), program);
  let starts = 0;
  const execDetached = async (command: readonly string[]): Promise<void> => {
    starts += 1;
    const options = command.slice(1, command.indexOf('--')).map((word) => word.replace('/.slipway/', `${dir}/`));
    await run(program, [...options.map((word) => (word === '/home/learner' ? dir : word)), '--', ...shell]);
  };
  return {
    dir,
    handle: {
      id: 'x'.repeat(20),
      volumePath: dir,
      exec: () => Promise.reject(new Error('not here')),
      execDetached,
    },
    get starts() {
      return starts;
    },
    socketPath: (name) => join(dir, 'ipc', `terminal-${name}.sock`),
    async [Symbol.asyncDispose]() {
      for (const pid of await hostPids(dir)) process.kill(pid, 'SIGTERM');
      await until('the hosts are gone', async () => (await hostPids(dir)).length === 0);
      await rm(dir, { recursive: true });
    },
  };
}

/** The path of the program; compiled when its sources have changed. */
async function compiledPty(): Promise<string> {
  const names = (await readdir(sources)).filter((name) => /\.[ch]$/.test(name)).map((name) => join(sources, name));
  const hash = createHash('sha256');
  for (const name of names) hash.update(await readFile(name));
  const program = join(cache, `slipway-pty-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(program)) return program;
  await mkdir(cache, { recursive: true });
  const files = names.filter((name) => name.endsWith('.c'));
  await run('gcc', [
    '-std=gnu17',
    '-O2',
    '-static',
    '-Wall',
    '-Wextra',
    '-Wshadow',
    '-Werror',
    '-o',
    `${program}.new`,
    ...files,
  ]);
  await rename(`${program}.new`, program);
  return program;
}

/** Process ids of the hosts whose sockets are in `dir`. */
export async function hostPids(dir: string): Promise<number[]> {
  const { stdout } = await run('pgrep', ['-f', `${dir}/slipway-pty --socket`]).catch(() => ({ stdout: '' }));
  return stdout.split('\n').filter(Boolean).map(Number);
}

/** A client of slipway-pty that keeps what it gets. */
export interface PtyClient {
  readonly socket: Socket;
  readonly frames: PtyFrame[];
  readonly isClosed: boolean;
  text(): string;
  type(text: string): void;
  /** Waits until the output contains `text`. */
  sees(text: string): Promise<void>;
  attached(): Promise<Extract<PtyFrame, { type: 'attached' }>>;
  /** Asks until `state` is in the foreground; returns the program's name. */
  hasInFront(state: 'prompt' | 'busy' | 'program'): Promise<string>;
  hangUp(): void;
}

export async function ptyClient(path: string, have: Having | null = null): Promise<PtyClient> {
  const socket = connect(path);
  const decoder = createPtyDecoder();
  const frames: PtyFrame[] = [];
  let text = '';
  let isClosed = false;
  socket.on('data', (chunk: Buffer) => {
    for (const frame of decoder.feed(chunk)) {
      frames.push(frame);
      if (frame.type === 'output') text += frame.bytes.toString('latin1');
    }
  });
  socket.on('close', () => (isClosed = true));
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  socket.on('error', () => undefined);
  socket.write(encodeAttach({ cols: 100, rows: 30 }, have));
  return {
    socket,
    frames,
    get isClosed() {
      return isClosed;
    },
    text: () => text,
    type: (input) => void socket.write(encodeInput(Buffer.from(input))),
    sees: async (wanted) => {
      await until(`output with ${wanted}`, () => text.includes(wanted));
    },
    attached: () => until('attached', () => frames.find((frame) => frame.type === 'attached')),
    hasInFront: (state) => {
      // An earlier answer says nothing of now.
      const known = frames.length;
      return until(`${state} in the foreground`, () => {
        const last = frames.slice(known).findLast((frame) => frame.type === 'foreground');
        if (last?.state === state) return [last.program];
        socket.write(encodeForeground());
        return undefined;
      }).then(([program]) => program ?? '');
    },
    hangUp: () => void socket.write(encodeHangup()),
  };
}
