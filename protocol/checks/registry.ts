import { z } from 'zod';
import { factFields, referenceField } from './fields.ts';

export const registryShape = {
  ...factFields,
  kind: z.literal('registry'),
  repository: z
    .string()
    .regex(/^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/, 'a name of lower-case letters, digits and . _ - /')
    .max(100)
    .describe("The name that comes after the learner's own: `hello` for registry.slipway/learner-abc234/hello."),
  tag: z
    .string()
    .regex(/^\w[\w.-]{0,127}$/, 'a tag')
    .default('latest')
    .describe('Under which it was pushed.'),
  exists: z.boolean().default(true).describe('false: no such image may be there.'),
  image: referenceField.optional().describe('An image of the machine; what was pushed must be this one, as it is now.'),
};

export const registryMeta = {
  description:
    'Passes when the learner has pushed such an image to the classroom registry under their own name. Lessons with this check say `account: true`.',
  example: `
kind: registry
repository: hello
tag: '1.0'
image: hello`,
};
