import { z } from 'zod';
import {
  factFields,
  memorySizeField,
  nameField,
  pairsField,
  pathField,
  patternField,
  portField,
  referenceField,
  textField,
} from './fields.ts';

export const containerStates = ['created', 'running', 'paused', 'restarting', 'exited', 'dead'] as const;
export const healthStates = ['healthy', 'unhealthy', 'starting', 'none'] as const;

const publishField = z.strictObject({
  container: portField.describe('The port in the container.'),
  host: portField.optional().describe('The port of the machine; without it any.'),
  protocol: z.enum(['tcp', 'udp']).default('tcp').describe('tcp or udp.'),
});

const mountField = z.strictObject({
  target: pathField.describe('The path in the container.'),
  type: z.enum(['volume', 'bind', 'tmpfs']).optional().describe('Without it any.'),
  source: z
    .string()
    .min(1)
    .max(400)
    .optional()
    .describe(
      "A volume's name, or the path of a folder on the machine; one without a slash at its start is in the home.",
    ),
  readOnly: z.boolean().optional().describe('May the container not write there?'),
});

export const containerShape = {
  ...factFields,
  kind: z.literal('container'),
  name: nameField.optional().describe('Exact name, without the leading slash.'),
  image: referenceField
    .optional()
    .describe('Image reference as a learner types it; hello-world means hello-world:latest.'),
  exists: z.boolean().default(true).describe('false: no such container may exist.'),
  state: z.enum(containerStates).optional().describe('Its state now, as docker ps shows it.'),
  exitCode: z
    .number()
    .int()
    .min(0)
    .max(255)
    .optional()
    .describe('What its main program ended with. The container must have ended.'),
  oomKilled: z.boolean().optional().describe('Was it killed for lack of memory?'),
  tty: z.boolean().optional().describe('Was it started with -t?'),
  interactive: z.boolean().optional().describe('Was it started with -i (stdin kept open)?'),
  detached: z.boolean().optional().describe('Was it started with -d?'),
  autoRemove: z.boolean().optional().describe('Was it started with --rm?'),
  command: textField
    .optional()
    .describe('Text that the command line (entrypoint and arguments, joined by spaces) must contain.'),
  user: z.string().max(64).optional().describe('As given with --user or in the image; an empty text means root.'),
  workdir: pathField.optional().describe('The working directory of its main program.'),
  hostname: nameField.optional().describe('Its host name, as given with --hostname.'),
  env: pairsField.optional().describe('Variables that it was started with; null: whatever value it has.'),
  labels: pairsField.optional().describe('Labels of it, also those from its image; null: whatever value.'),
  publishes: z.array(publishField).min(1).max(10).optional().describe('Ports of it that the machine answers on.'),
  mounts: z.array(mountField).min(1).max(10).optional().describe('What is mounted in it.'),
  networks: z.array(nameField).min(1).max(10).optional().describe('It is attached to all of these.'),
  notNetworks: z.array(nameField).min(1).max(10).optional().describe('It is attached to none of these.'),
  restart: z
    .string()
    .regex(
      /^(no|always|unless-stopped|on-failure(:[1-9]\d{0,3})?)$/,
      'use no, always, unless-stopped, on-failure or on-failure:TIMES',
    )
    .optional()
    .describe(
      'Its policy, as given with --restart: no, always, unless-stopped, on-failure:TIMES, or on-failure, however often.',
    ),
  restartsAtLeast: z.number().int().min(1).max(1000).optional().describe('How often it was restarted by its policy.'),
  memory: memorySizeField.optional().describe('Its limit, as given with --memory.'),
  cpus: z.number().min(0.01).max(64).optional().describe('Its limit, as given with --cpus.'),
  pids: z.number().int().min(1).optional().describe('Its limit, as given with --pids-limit.'),
  health: z.enum(healthStates).optional().describe('What its health check says; none: it has no check.'),
  init: z.boolean().optional().describe('Was it started with --init?'),
  readOnly: z.boolean().optional().describe('Was it started with --read-only?'),
  privileged: z.boolean().optional().describe('Was it started with --privileged?'),
  changed: pathField.optional().describe('A path that differs from the image, as in docker diff.'),
  logs: textField.optional().describe('Text that the last 64 KiB of the logs must contain.'),
  logsMatch: patternField.optional().describe('Pattern that a line of the last 64 KiB of the logs must match.'),
  count: z.number().int().min(1).max(100).default(1).describe('At least this many such containers.'),
  atMost: z.number().int().min(1).max(100).optional().describe('And not more than this many.'),
};

export const containerMeta = {
  description:
    'Passes when there is a container (`count`: so many) to which everything given applies; with `exists: false` when there is none. ' +
    'A container that is not there any more is remembered in what is told, not in what passes; for that see `happened`.',
  example: `
kind: container
name: web
image: nginx
state: running
publishes:
  - { host: 8080, container: 80 }
mounts:
  - { type: bind, source: site, target: /usr/share/nginx/html, readOnly: true }`,
};
