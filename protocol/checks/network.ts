import { z } from 'zod';
import { factFields, nameField, pairsField } from './fields.ts';

export const networkShape = {
  ...factFields,
  kind: z.literal('network'),
  name: nameField.describe('Exact name.'),
  exists: z.boolean().default(true).describe('false: no such network may exist.'),
  driver: nameField.optional().describe('As docker network ls shows it: bridge, overlay, macvlan.'),
  subnet: z
    .string()
    .regex(/^[0-9a-fA-F.:]{2,39}\/\d{1,3}$/, 'a subnet such as 172.30.0.0/16')
    .optional()
    .describe('The addresses that it hands out.'),
  internal: z.boolean().optional().describe('Was it made with --internal, without a way out?'),
  attachable: z.boolean().optional().describe('Was it made with --attachable?'),
  labels: pairsField.optional().describe('null: whatever value it has.'),
  containers: z.array(nameField).min(1).max(20).optional().describe('Containers that are all attached to it.'),
  without: z.array(nameField).min(1).max(20).optional().describe('Containers none of which is attached to it.'),
  aliases: z
    .record(nameField, z.array(nameField).min(1).max(10))
    .optional()
    .describe('Container: names by which the others in this network find it too.'),
};

export const networkMeta = {
  description: 'Passes when there is such a network; with `exists: false` when there is none.',
  example: `
kind: network
name: shop
driver: bridge
containers: [web, db]
aliases: { db: [database] }`,
};
