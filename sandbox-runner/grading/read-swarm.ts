import type { InnerEngine } from '../docker/inner-engine.ts';
import { byName } from './by-name.ts';
import type { SwarmFacts } from './facts.ts';

/**
 * What `engine` says of its swarm. Where it is in one but is no manager, the rest is asked of the first of `others` that
 * is one. Throws as InnerEngine for `engine` itself; what another does not answer is left out.
 */
export async function readSwarm(engine: InnerEngine, others: readonly InnerEngine[]): Promise<SwarmFacts> {
  const info = await engine.info();
  const empty = { isKnown: false, nodes: [], services: [], tasks: [] };
  if (!info.isInSwarm) return { ...info, ...empty };
  if (info.isManager) return { ...info, ...(await askManager(engine)) };
  for (const other of others) {
    const their = await other.info().catch(() => undefined);
    if (their?.isInSwarm !== true || !their.isManager) continue;
    const known = await askManager(other).catch(() => undefined);
    if (known !== undefined) return { ...info, ...known };
  }
  return { ...info, ...empty };
}

async function askManager(engine: InnerEngine): Promise<Pick<SwarmFacts, 'isKnown' | 'nodes' | 'services' | 'tasks'>> {
  const [nodes, services, tasks] = await Promise.all([engine.nodes(), engine.services(), engine.tasks()]);
  return { isKnown: true, nodes: byName(nodes), services: byName(services), tasks };
}
