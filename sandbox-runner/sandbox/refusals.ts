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

export function tooMany(owner: string, count: number, more: number): AppError {
  return new AppError('quota_exceeded', `${owner} has ${count} sandboxes and wants ${more} more`, {
    hint:
      more === 1
        ? `You have ${count} machines running, which is as many as you may. Stop one first.`
        : `You have ${count} machines running, and ${more} more are more than you may have. Stop some first, or start fewer.`,
  });
}

export function full(capacity: number, free: number, wanted: number): AppError {
  return new AppError('pool_full', `${free} of ${capacity} sandboxes are free, ${wanted} are wanted`, {
    hint:
      free <= 0
        ? 'All machines are in use at the moment. Try again in a few minutes.'
        : `Only ${free} of the ${wanted} machines ${free === 1 ? 'is' : 'are'} free at the moment. Start fewer, or try again in a few minutes.`,
  });
}

/** `what` can't be done with a machine that has further nodes, or whose nodes have no numbers. */
export function notWithNodes(id: string, hint: string): AppError {
  return new AppError('conflict', `sandbox ${id}: ${hint}`, { hint });
}

export function closing(): AppError {
  return new AppError('pool_full', 'the runner is shutting down', {
    hint: 'The machine room is just closing. Try again in a few minutes.',
  });
}
