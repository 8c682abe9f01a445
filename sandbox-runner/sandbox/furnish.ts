import { AppError } from '../../protocol/errors.ts';
import type { CreateSandbox, Limits } from '../../protocol/sandbox.ts';
import { writeHomeFiles } from './home-files.ts';
import type { LiveSandbox, Workshop } from './live-sandbox.ts';
import { learnerHome, learnerName } from './sandbox-handle.ts';

const setupTimeoutMs = 120_000;
const restartsAtOnce = 3;
const restartTimeoutMs = 30_000;

/** Gives the sandbox the limits that were asked for, where they differ from those that it was made with. */
export async function applyLimits(workshop: Workshop, live: LiveSandbox, wanted: Limits): Promise<void> {
  const had = live.limits;
  const { memoryBytes, cpus, pids, diskBytes } = wanted;
  if (memoryBytes !== had.memoryBytes || cpus !== had.cpus || pids !== had.pids) {
    await workshop.engine.setLimits(live.containerId, wanted);
  }
  if (diskBytes !== had.diskBytes) await workshop.ground.storage.setQuota(live.volume, diskBytes);
}

/**
 * Puts the start files into the learner's home and runs the setup commands, one after the other, as the learner. Throws
 * AppError bad_request with the end of its output when a command fails.
 */
export async function furnish(workshop: Workshop, live: LiveSandbox, request: CreateSandbox): Promise<void> {
  await writeHomeFiles(live.handle.volumePath, request.files, workshop.ground.mappedRoot);
  for (const command of request.setup) {
    const result = await live.handle.exec(['bash', '-lc', command], {
      // By name: with numbers the engine leaves out the group docker, and setup could not use docker.
      user: 'learner',
      cwd: learnerHome,
      env: { HOME: learnerHome, USER: learnerName },
      timeoutMs: setupTimeoutMs,
    });
    if (result.exitCode === 0) continue;
    const output = `${result.stdout}${result.stderr}`.trim().slice(-600);
    throw new AppError(
      'bad_request',
      `setup command ${JSON.stringify(command)} ended with ${result.exitCode}: ${output}`,
      {
        hint: 'The setup of this lesson failed. This is a fault in the lesson, not yours; please tell whoever gave it to you.',
      },
    );
  }
}

/**
 * Starts the learner's containers again that ran when the checkpoint was taken. One that fails stays stopped, and so do
 * those whose turn has not come in time.
 */
export async function restartContainers(
  workshop: Workshop,
  live: LiveSandbox,
  containerIds: readonly string[],
): Promise<void> {
  const left = [...containerIds];
  const endMs = Date.now() + restartTimeoutMs;
  const worker = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined && Date.now() < endMs; id = left.shift()) {
      try {
        await workshop.inside.startContainer(live.handle, id);
      } catch (error) {
        workshop.logger.debug({ err: error, sandbox: live.id, container: id }, 'a restored container did not start');
      }
    }
  };
  await Promise.all(Array.from({ length: restartsAtOnce }, worker));
}
