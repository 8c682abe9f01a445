import { z } from 'zod';
import { containerStates, healthStates } from './container.ts';
import { factFields, nameField, pathField, referenceField } from './fields.ts';

const serviceField = z.strictObject({
  state: z.enum(containerStates).default('running').describe('Of all its containers.'),
  replicas: z.number().int().min(1).max(50).optional().describe('Exactly so many containers; without it at least one.'),
  image: referenceField.optional().describe('As a learner types it.'),
  health: z.enum(healthStates).optional().describe('Of all its containers.'),
});

export const composeShape = {
  ...factFields,
  kind: z.literal('compose'),
  project: nameField.describe('The name of the project: that of the folder, unless another was given.'),
  exists: z.boolean().default(true).describe('false: it may have no containers.'),
  services: z
    .record(nameField, serviceField)
    .optional()
    .describe('Services that it has, by name; {} for one that runs.'),
  only: z.boolean().optional().describe('true: it has no other services.'),
  file: pathField.optional().describe('The end of the path of its Compose file.'),
};

export const composeMeta = {
  description: 'Passes when there is such a Compose project, by the labels of its containers.',
  example: `
kind: compose
project: shop
services:
  app: { replicas: 3 }
  db: { health: healthy }`,
};
