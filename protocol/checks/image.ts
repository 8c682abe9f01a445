import { z } from 'zod';
import { diskSizeField, factFields, pairsField, pathField, referenceField, textField } from './fields.ts';

export const imageShape = {
  ...factFields,
  kind: z.literal('image'),
  reference: referenceField.describe(
    'Repository and tag as a learner types them; without a tag, latest. <none> means images that have lost their name.',
  ),
  exists: z.boolean().default(true).describe('false: no such image may be on the machine.'),
  maxSize: diskSizeField.optional().describe('As docker images shows it.'),
  minSize: diskSizeField.optional().describe('As docker images shows it.'),
  smallerThan: referenceField.optional().describe('Another image on this machine, which must be larger.'),
  maxLayers: z
    .number()
    .int()
    .min(1)
    .max(127)
    .optional()
    .describe('Layers as docker image inspect lists them: instructions that only say something make none.'),
  minLayers: z.number().int().min(1).max(127).optional().describe('So too.'),
  builtFrom: referenceField.optional().describe('An image whose layers all lie below those of this one.'),
  sharesLayersWith: referenceField.optional().describe('An image that has at least one layer in common with it.'),
  sameAs: referenceField.optional().describe('Another name that must stand for the very same image.'),
  differsFrom: referenceField.optional().describe('Another name that must stand for another image.'),
  history: textField.optional().describe('Text that an instruction in its history must contain.'),
  command: textField.optional().describe('Text that its CMD, joined by spaces, must contain.'),
  entrypoint: textField.optional().describe('Text that its ENTRYPOINT, joined by spaces, must contain.'),
  shellForm: z.boolean().optional().describe('Is its CMD (or ENTRYPOINT, without a CMD) run by a shell?'),
  env: pairsField
    .optional()
    .describe('null: whatever value it has.')
    .describe('Variables that it gives to its containers; null: whatever value.'),
  labels: pairsField.optional().describe('Labels that it gives to its containers; null: whatever value.'),
  user: z.string().max(64).optional().describe('An empty text means root.'),
  workdir: pathField.optional().describe('The working directory that it gives to its containers.'),
  exposes: z
    .array(z.string().regex(/^\d{1,5}(?:\/(?:tcp|udp))?$/, 'a port such as 80 or 53/udp'))
    .min(1)
    .max(10)
    .optional()
    .describe('Ports that it names by EXPOSE.'),
  volumes: z.array(pathField).min(1).max(10).optional().describe('Paths that it names by VOLUME.'),
  healthcheck: z.boolean().optional().describe('Does it say how its health is found out?'),
};

export const imageMeta = {
  description:
    'Passes when an image of this name, to which everything given applies, is on the machine; with `exists: false` when none is.',
  example: `
kind: image
reference: my-site
builtFrom: nginx
maxSize: 60MB
labels: { maintainer: null }`,
};
