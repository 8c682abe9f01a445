import { z } from 'zod';
import { factFields } from './fields.ts';

const list = <T extends z.ZodType>(fact: T) => z.array(fact).min(1).max(10).describe('Facts, each with its kind.');

export const allShape = <T extends z.ZodType>(fact: T) => ({
  ...factFields,
  kind: z.literal('all'),
  of: list(fact),
});

export const anyShape = <T extends z.ZodType>(fact: T) => ({
  ...factFields,
  kind: z.literal('any'),
  of: list(fact),
});

export const notShape = <T extends z.ZodType>(fact: T) => ({
  ...factFields,
  kind: z.literal('not'),
  of: list(fact),
});

export const allMeta = {
  description: 'Passes when all of its facts hold at the same moment. What is told is about the first that does not.',
  example: `
kind: all
of:
  - { kind: network, name: shop, containers: [web, db] }
  - { kind: container, name: db, notNetworks: [bridge] }
  - { kind: http, url: 'http://localhost:8080/', contains: Welcome }`,
};

export const anyMeta = {
  description: 'Passes when one of its facts holds. What is told is about the first.',
  example: `
kind: any
of:
  - { kind: container, name: box, state: exited }
  - { kind: happened, what: removed, name: box }`,
};

export const notMeta = {
  description: 'Passes when none of its facts holds.',
  example: `
kind: not
of:
  - { kind: image, reference: app, history: apt-get upgrade }`,
};
