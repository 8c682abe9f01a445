import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../protocol/errors.ts';
import { program } from './command.ts';

export interface Lock {
  release(): Promise<void>;
}

/** A runner that was just killed frees its lock within milliseconds, when its holder notices. */
const graceMs = 1500;

/**
 * Takes the lock file `path` for as long as this process lives. It is held by a child with flock(2) that ends with the
 * pipe from here: a runner killed with SIGKILL leaves no stale lock. Throws conflict when another process has it.
 */
export async function takeLock(path: string): Promise<Lock> {
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  const untilMs = Date.now() + graceMs;
  for (;;) {
    const lock = await tryLock(path);
    if (lock !== undefined) return lock;
    if (Date.now() > untilMs) break;
    await sleep(100);
  }
  const holder = (await readFile(`${path}.pid`, 'utf8').catch(() => '')).trim();
  throw new AppError(
    'conflict',
    `${dirname(path)} is in use by another runner${holder === '' ? '' : ` (process ${holder})`}: stop that one, or give this one its own SLIPWAY_DATA`,
    { hint: 'Slipway is running already.' },
  );
}

async function tryLock(path: string): Promise<Lock | undefined> {
  // --close would give the lock up in the child, and without --no-fork it would survive in a second process.
  const child = spawn(
    program('flock'),
    ['--nonblock', '--no-fork', path, program('sh'), '-c', 'echo locked; exec cat'],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      // Of its own process group, so that Ctrl-C in the terminal does not free the lock before the work is undone.
      detached: true,
    },
  );
  child.stdin.on('error', () => undefined);
  const [data] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [unknown];
  if (!Buffer.isBuffer(data)) return undefined;
  await writeFile(`${path}.pid`, String(process.pid));
  child.unref();
  child.stdout.destroy();
  return {
    async release() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      // Nothing else may keep this process awake until the child has ended.
      child.ref();
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}
