import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../protocol/errors.ts';
import type { Logger } from '../logger.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { Lease } from './lease.ts';

const atOnce = 4;
const saveTimeoutMs = 60_000;

export interface ShutDownOptions {
  readonly checkpoints: Checkpoints;
  readonly logger: Logger;
  /** Has it no further nodes? */
  readonly isAlone: (lease: Lease) => boolean;
  readonly stop: (id: string, reason: 'shutdown') => Promise<unknown>;
}

/**
 * Ends these, the first nodes of their leases, with `shutdown`, each after a checkpoint of it. One that can't be saved
 * within a minute ends all the same, and it is logged. Throws what `stop` throws.
 */
export async function shutDown(leases: readonly Lease[], options: ShutDownOptions): Promise<void> {
  const left = [...leases];
  const worker = async (): Promise<void> => {
    for (let lease = left.shift(); lease !== undefined; lease = left.shift()) {
      // Copies of several machines, each of another moment, would not fit together.
      if (options.isAlone(lease)) await save(lease, options);
      await options.stop(lease.id, 'shutdown');
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function save(lease: Lease, { checkpoints, logger }: ShutDownOptions): Promise<void> {
  const saved = checkpoints.create(lease, 'Before the machine room closed', 'shutdown');
  const limit = sleep(saveTimeoutMs, undefined, { ref: false }).then(() => {
    throw new AppError('timed_out', 'the checkpoint took too long');
  });
  await Promise.race([saved, limit]).catch((error: unknown) => {
    logger.error({ err: error, sandbox: lease.id }, 'no checkpoint before the shutdown');
  });
}
