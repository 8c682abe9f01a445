import type { NodeName } from '../../../protocol/node.ts';
import type { StopReason } from '../../../protocol/sandbox.ts';
import type { LeaseView } from '../../../protocol/site.ts';

export type NodeView = LeaseView['nodes'][number];

const names = { main: 'node1', node2: 'node2', node3: 'node3', node4: 'node4', node5: 'node5' } as const;

/** The name of a machine on the screen; the same as its host name inside. */
export function nodeLabel(node: NodeName): string {
  return names[node];
}

const why: Partial<Readonly<Record<StopReason, string>>> = {
  died: 'broke down',
  lost: 'was lost',
  failed: 'could not be started',
};

/** Are there machines beside the first one? They can't be saved together. */
export function hasSeveralNodes(lease: LeaseView | null): boolean {
  return lease?.nodes.some(({ node, state }) => node !== 'main' && state !== 'stopped') ?? false;
}

/** Its state in words; empty when all is well. */
export function nodeWords({ state, stopReason }: NodeView): string {
  if (state === 'preparing') return 'starting…';
  if (state === 'unwell') return 'engine does not answer';
  return state === 'stopped' ? (why[stopReason ?? 'lost'] ?? 'stopped') : '';
}

/** How far the start of several machines is; null: all are there, or have ended. */
export function startProgress(nodes: readonly NodeView[]): string | null {
  const coming = nodes.filter(({ state }) => state === 'preparing');
  const [next] = coming;
  if (next === undefined || nodes.length < 2) return null;
  const there = nodes.length - coming.length;
  return coming.length === 1
    ? `${nodeLabel(next.node)} is starting; ${there} of ${nodes.length} machines are there.`
    : `${coming.map(({ node }) => nodeLabel(node)).join(', ')} are starting; ${there} of ${nodes.length} machines are there.`;
}
