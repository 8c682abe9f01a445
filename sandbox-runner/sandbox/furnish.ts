import { AppError } from '../../protocol/errors.ts';
import { nodeHostname, type NodeName } from '../../protocol/node.ts';
import type { CreateSandbox, Limits } from '../../protocol/sandbox.ts';
import { registryHost } from '../host/gateway/hosts.ts';
import type { LearnerAccount } from '../host/gateway/learner-account.ts';
import { writeHomeFiles } from './home-files.ts';
import type { LiveSandbox, Workshop } from './live-sandbox.ts';
import { learnerHome, learnerName } from './sandbox-handle.ts';

const setupTimeoutMs = 120_000;
const nameTimeoutMs = 10_000;
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

/** Gives a sandbox that was made for somebody alone the name of a node, and its first terminal a shell that shows it. */
export async function nameNode(live: LiveSandbox, node: NodeName): Promise<void> {
  const command = ['/usr/local/lib/slipway/become', nodeHostname(node)];
  const { exitCode, stderr } = await live.handle.exec(command, { timeoutMs: nameTimeoutMs });
  if (exitCode === 0) return;
  throw new AppError('internal', `${live.id} could not be named: ${exitCode} ${stderr.slice(-300)}`);
}

/** What a machine has before its learner sees it. */
export interface Furniture extends Pick<CreateSandbox, 'files' | 'setup'> {
  /** Put into the home, when the lesson asks for one. */
  readonly account?: LearnerAccount | undefined;
}

/**
 * Puts the start files into the learner's home and runs the setup commands, one after the other, as the learner. Throws
 * AppError bad_request with the end of its output when a command fails.
 */
export async function furnish(workshop: Workshop, live: LiveSandbox, request: Furniture): Promise<void> {
  const { files, account } = request;
  const all = account === undefined ? files : [...files, accountFile(account)];
  await writeHomeFiles(live.handle.volumePath, all, workshop.ground.mappedRoot);
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

/** What a shell reads as variables, and a person as well. */
function accountFile({ name, password }: LearnerAccount): CreateSandbox['files'][number] {
  const text = `# Your account at the classroom registry.\nREGISTRY=${registryHost}\nNAME=${name}\nPASSWORD=${password}\n`;
  return { path: 'registry-account', contentBase64: Buffer.from(text).toString('base64'), executable: false };
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
