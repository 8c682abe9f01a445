import { z } from 'zod';
import { factFields, nameField, portField, referenceField } from './fields.ts';

const count = z.number().int().min(0).max(100);

export const swarmShape = {
  ...factFields,
  kind: z.literal('swarm'),
  active: z.boolean().default(true).describe('false: the machine may be in no swarm.'),
  manager: z.boolean().optional().describe('Is the machine a manager?'),
  managers: count.optional().describe('So many nodes are managers, and up.'),
  workers: count.optional().describe('So many nodes are workers, and up.'),
};

export const nodeShape = {
  ...factFields,
  kind: z.literal('node'),
  name: nameField.describe('Its host name, as docker node ls shows it.'),
  exists: z.boolean().default(true).describe('false: the swarm may have no such node.'),
  role: z.enum(['manager', 'worker']).optional().describe('manager or worker.'),
  availability: z.enum(['active', 'pause', 'drain']).optional().describe('active, pause or drain.'),
  state: z.enum(['ready', 'down', 'unknown', 'disconnected']).optional().describe('ready, or down.'),
  tasks: count.optional().describe('So many tasks run on it.'),
};

export const serviceShape = {
  ...factFields,
  kind: z.literal('service'),
  name: nameField.describe('Exact name; in a stack <stack>_<service>.'),
  exists: z.boolean().default(true).describe('false: no such service may exist.'),
  image: referenceField.optional().describe('As a learner types it.'),
  replicas: count.optional().describe('So many are asked for.'),
  running: count.optional().describe('So many tasks run. Without it as many as are asked for.'),
  mode: z.enum(['replicated', 'global']).optional().describe('replicated or global.'),
  publishes: z.array(portField).min(1).max(10).optional().describe('Ports of the swarm that it answers on.'),
  networks: z.array(nameField).min(1).max(10).optional().describe('Networks that its tasks are attached to.'),
  update: z
    .enum(['updating', 'completed', 'paused', 'rollback_started', 'rollback_completed', 'rollback_paused'])
    .optional()
    .describe('How its last update stands.'),
  nodesAtLeast: z.number().int().min(1).max(20).optional().describe('Its tasks run on at least so many nodes.'),
  on: z.array(nameField).min(1).max(10).optional().describe('Nodes on each of which a task of it runs.'),
  notOn: z.array(nameField).min(1).max(10).optional().describe('Nodes on none of which a task of it runs.'),
};

const manager = 'It is asked of the machine that is looked at or, when that is no manager, of another one that is.';

export const swarmMeta = {
  description: `Passes when the machine is in a swarm like this. How many nodes there are is asked of a manager, whichever machine that is.`,
  example: `
kind: swarm
managers: 1
workers: 2`,
};

export const nodeMeta = {
  description: `Passes when the swarm has such a node. ${manager}`,
  example: `
kind: node
name: node2
availability: drain
tasks: 0`,
};

export const serviceMeta = {
  description: `Passes when the swarm has such a service. ${manager}`,
  example: `
kind: service
name: web
replicas: 3
nodesAtLeast: 2`,
};
