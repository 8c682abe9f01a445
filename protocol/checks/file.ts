import { z } from 'zod';
import { factFields, nameField, pathField, patternField, referenceField, textField } from './fields.ts';

export const fileTypes = ['file', 'folder', 'link'] as const;

export const fileShape = {
  ...factFields,
  kind: z.literal('file'),
  path: pathField.describe(
    "On the machine: in the learner's home, or from the root if it begins with a slash. In a container, image or volume: from its root.",
  ),
  container: nameField.optional().describe('In the container of this name, running or not.'),
  image: referenceField.optional().describe('In this image.'),
  volume: nameField.optional().describe('In this volume.'),
  exists: z.boolean().default(true).describe('false: there may be nothing at this path.'),
  type: z.enum(fileTypes).optional().describe('What it is.'),
  contains: textField.optional().describe('Text that its first 64 KiB must contain.'),
  lacks: textField.optional().describe('Text that its first 64 KiB must not contain.'),
  matches: patternField.optional().describe('Pattern that a line of its first 64 KiB must match.'),
  mode: z
    .string()
    .regex(/^[0-7]{3,4}$/, 'a mode such as "644", in quotes')
    .optional()
    .describe('As chmod takes it, in quotes.'),
  owner: z.number().int().min(0).max(65534).optional().describe('The number of the user who owns it. 0: root.'),
};

export const fileMeta = {
  description: 'Passes when there is such a file; with `exists: false` when there is nothing at its path.',
  example: `
kind: file
path: site/Dockerfile
matches: '^FROM (debian|busybox)'
lacks: latest`,
};

/** What the fields of one file can't say alone. */
export function fileFault(fact: { container?: unknown; image?: unknown; volume?: unknown }): string | undefined {
  const places = [fact.container, fact.image, fact.volume].filter((place) => place !== undefined);
  return places.length > 1 ? 'a file is in a container, an image or a volume, not in several' : undefined;
}
