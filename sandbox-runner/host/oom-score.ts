import { run } from './command.ts';

const wanted = -500;

/**
 * The OOM score that sandboxes can be given. Root without CAP_SYS_RESOURCE, as in some containers and virtual machines,
 * can't lower one, and the engine then refuses to start a container that asks for it.
 */
export async function lowestOomScore(): Promise<number> {
  const tried = await run('sh', ['-c', `echo ${wanted} > /proc/self/oom_score_adj`], { allowFailure: true });
  return tried.exitCode === 0 ? wanted : 0;
}
