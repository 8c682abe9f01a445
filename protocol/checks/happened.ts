import { z } from 'zod';
import { factFields, nameField, referenceField, textField } from './fields.ts';

/** What the engine tells of, in a learner's words. */
export const deeds = [
  ...['created', 'started', 'ended', 'killed', 'out of memory', 'removed', 'renamed', 'paused', 'restarted'],
  ...['attached', 'exec', 'copied from', 'copied to', 'committed', 'healthy', 'unhealthy'],
  ...['image pulled', 'image pushed', 'image tagged', 'image removed'],
  ...['network created', 'network removed', 'network connected', 'network disconnected'],
  ...['volume created', 'volume removed'],
] as const;
export type Deed = (typeof deeds)[number];

export const happenedShape = {
  ...factFields,
  kind: z.literal('happened'),
  what: z
    .enum(deeds)
    .describe(
      'Words without another noun speak of containers. image tagged: by docker tag, docker commit, or a build with -t.',
    ),
  name: nameField.optional().describe('Of the container, network or volume.'),
  image: referenceField.optional().describe("The image itself, or the container's, as a learner types it."),
  exitCode: z.number().int().min(0).max(255).optional().describe('For ended, and for exec: what it ended with.'),
  signal: z.number().int().min(1).max(64).optional().describe('For killed: the number of the signal, 9 or 15.'),
  command: textField.optional().describe('For exec: a text that the command must contain.'),
  network: nameField.optional().describe('For network connected and disconnected: which one; name is the container.'),
  times: z.number().int().min(1).max(50).default(1).describe('At least so often.'),
};

export const happenedMeta = {
  description:
    "Passes when the engine has told that it happened, whether or not it still shows. The engine tells what happens from the lesson's setup on, so name what the learner makes; on the machine of somebody who has jumped to a step, from that step on, so ask only for what is done in the step that shows the check. It remembers the last 256 events, and says nothing of what is connected to a container that does not run.",
  example: `
kind: happened
what: ended
name: crash
exitCode: 137`,
};

/** What the fields of one deed can't say alone. */
export function happenedFault({
  what,
  exitCode,
  signal,
  command,
  network,
  image,
  name,
}: {
  what: Deed;
  exitCode?: unknown;
  signal?: unknown;
  command?: unknown;
  network?: unknown;
  image?: unknown;
  name?: unknown;
}): string | undefined {
  if (exitCode !== undefined && what !== 'ended' && what !== 'exec') return 'exitCode goes with ended and exec';
  if (signal !== undefined && what !== 'killed') return 'signal goes with killed';
  if (command !== undefined && what !== 'exec') return 'command goes with exec';
  if (network !== undefined && !what.startsWith('network '))
    return 'network goes with network connected and disconnected';
  if (what.startsWith('image ') && name !== undefined) return 'what happens to an image takes image, not name';
  if (/^(?:network|volume) /.test(what) && image !== undefined) return `${what} takes no image`;
  return undefined;
}
