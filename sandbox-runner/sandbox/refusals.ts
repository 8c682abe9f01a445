import { AppError } from '../../protocol/errors.ts';
import type { Sandbox } from '../../protocol/sandbox.ts';

/** Every way in which a request for a sandbox is turned down, with the sentence for the person who asked. */
export function notFound(id: string): AppError {
  return new AppError('sandbox_not_found', `no sandbox ${id}`, { hint: 'This machine does not exist any more.' });
}

export function hasStopped({ id, stopReason }: Sandbox): AppError {
  return new AppError('sandbox_stopped', `sandbox ${id} has stopped: ${stopReason ?? 'no reason known'}`, {
    hint: 'This machine has stopped. Start a new one.',
  });
}

export function stillPreparing(id: string): AppError {
  return new AppError('conflict', `sandbox ${id} is being set up`, { hint: 'This machine is still being set up.' });
}

export function tooMany(owner: string, count: number): AppError {
  return new AppError('quota_exceeded', `${owner} has ${count} sandboxes`, {
    hint: `You have ${count} machines running, which is as many as you may. Stop one first.`,
  });
}

export function full(capacity: number): AppError {
  return new AppError('pool_full', `all ${capacity} sandboxes are in use`, {
    hint: 'All machines are in use at the moment. Try again in a few minutes.',
  });
}

export function closing(): AppError {
  return new AppError('pool_full', 'the runner is shutting down', {
    hint: 'The machine room is just closing. Try again in a few minutes.',
  });
}
