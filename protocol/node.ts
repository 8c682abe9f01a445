import { z } from 'zod';

/**
 * The machines of one lease, in order: `main` is always there, the others are on one network with it. Each is a sandbox
 * of its own; what is about the whole lease (time, end) is asked of `main`.
 */
export const nodeNames = ['main', 'node2', 'node3', 'node4', 'node5'] as const;
export const nodeNameSchema = z.enum(nodeNames);
export type NodeName = z.infer<typeof nodeNameSchema>;
export const maxNodes = nodeNames.length;
export const nodeCountSchema = z.number().int().min(1).max(maxNodes);

/** What a node is called where there are several: its host name inside, and its name on the screen. */
export function nodeHostname(node: NodeName): string {
  return `node${nodeNames.indexOf(node) + 1}`;
}

/** The first `count` nodes. */
export function firstNodes(count: number): readonly NodeName[] {
  return nodeNames.slice(0, count);
}
