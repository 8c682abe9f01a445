import type { RunnerClient } from '../../../lesson-kit/prove/runner-client.ts';

/**
 * `runner` until `signal`: after that it refuses everything but to stop machines, and closes the terminals that are open, so
 * that a proof ends at once and in order. `doing` hears what is being done, in words for an instructor.
 */
export function stoppableRunner(
  runner: RunnerClient,
  signal: AbortSignal,
  doing: (what: string) => void,
): RunnerClient {
  const unless = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    if (signal.aborted) throw new Error('the test was stopped');
    doing(what);
    return work();
  };
  return {
    create: (request, recipe) => unless('Starting a machine', () => runner.create(request, recipe)),
    nodes: (sandbox) => unless('Waiting for the other machines', () => runner.nodes(sandbox)),
    runChecks: (sandbox) => unless('Looking at the checks', () => runner.runChecks(sandbox)),
    answer: (sandbox, check, given) => unless('Answering a question', () => runner.answer(sandbox, check, given)),
    pass: (sandbox, check) => unless('Answering a question', () => runner.pass(sandbox, check)),
    terminal: (sandbox, name) =>
      unless('Typing into a terminal', async () => {
        const socket = await runner.terminal(sandbox, name);
        closeAt(signal, socket);
        return socket;
      }),
    peakMemory: (sandbox) => runner.peakMemory(sandbox),
    stop: (sandbox) => {
      doing('Removing the machine');
      return runner.stop(sandbox);
    },
  };
}

function closeAt(signal: AbortSignal, socket: Awaited<ReturnType<RunnerClient['terminal']>>): void {
  const close = (): void => socket.terminate();
  signal.addEventListener('abort', close, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', close));
}
