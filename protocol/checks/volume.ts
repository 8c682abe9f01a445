import { z } from 'zod';
import { factFields, nameField, pairsField } from './fields.ts';

export const volumeShape = {
  ...factFields,
  kind: z.literal('volume'),
  name: nameField.optional().describe('Exact name; without it, any volume.'),
  exists: z.boolean().default(true).describe('false: no such volume may exist.'),
  anonymous: z.boolean().optional().describe('Did the engine make up its name?'),
  driver: nameField.optional().describe('As docker volume ls shows it: local.'),
  labels: pairsField.optional().describe('null: whatever value it has.'),
  usedBy: nameField.optional().describe('A container in which it is mounted, running or not.'),
  unused: z.boolean().optional().describe('Is it mounted in no container?'),
};

export const volumeMeta = {
  description:
    'Passes when there is such a volume; with `exists: false` when there is none. For what is in it, see `file` with `volume`.',
  example: `
kind: volume
name: notes-db
usedBy: db`,
};
