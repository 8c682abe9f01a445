import { access } from 'node:fs/promises';
import { AppError } from '../../protocol/errors.ts';
import type { Inside } from './inside.ts';
import type { SandboxHandle } from './sandbox-handle.ts';

const pauseMs = 15;

/** Waits until the sandbox's engine answers; gives up when its init (`pid` on this host) has ended or time is over. */
export async function waitReady(inside: Inside, handle: SandboxHandle, pid: number, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const failure = await inside.ping(handle, 5000).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    if (failure === undefined) return;
    if (!(await isAlive(pid))) {
      throw new AppError('internal', `sandbox ${handle.id} ended before its engine answered`, { cause: failure.error });
    }
    if (Date.now() > deadline) {
      throw new AppError('timed_out', `the engine of ${handle.id} did not answer within ${timeoutMs} ms`, {
        cause: failure.error,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function isAlive(pid: number): Promise<boolean> {
  return access(`/proc/${pid}`).then(
    () => true,
    () => false,
  );
}
