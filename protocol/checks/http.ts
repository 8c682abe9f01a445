import { z } from 'zod';
import { factFields, nameField, patternField, textField } from './fields.ts';

export const httpShape = {
  ...factFields,
  kind: z.literal('http'),
  url: z
    .string()
    .max(400)
    .regex(
      /^http:\/\/(?:localhost|\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?(?:\/[!-~]*)?$/,
      'an address such as http://localhost:8080/notes; names other than localhost are not known',
    )
    .describe('Asked from the machine, where localhost is the machine itself.'),
  container: nameField
    .optional()
    .describe('Asked at the address of this container itself instead, whether or not it publishes the port.'),
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']).default('GET').describe('What is asked for.'),
  body: textField.optional().describe('Sent with the request; JSON if it begins with { or [.'),
  hostHeader: z
    .string()
    .regex(/^[A-Za-z0-9.-]{1,100}$/, 'a host name')
    .optional()
    .describe('The name that is asked for, where a server tells several apart.'),
  status: z.number().int().min(100).max(599).optional().describe('Of the answer. Without it any below 400.'),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9-]{1,60}$/, 'the name of a header'), textField)
    .optional()
    .describe('Header: text that it must contain, in upper or lower case.'),
  contains: textField.optional().describe('Text that the first 64 KiB of the body must contain.'),
  lacks: textField.optional().describe('Text that the first 64 KiB of the body must not contain.'),
  matches: patternField.optional().describe('Pattern that a line of the first 64 KiB of the body must match.'),
  answers: z
    .number()
    .int()
    .min(2)
    .max(8)
    .optional()
    .describe(
      'Asked several times, it gives at least so many different bodies, as several servers behind one name do.',
    ),
  refused: z.boolean().optional().describe('true: nothing may answer at all.'),
};

export const httpMeta = {
  description: 'Passes when the address, asked from the machine, answers so.',
  example: `
kind: http
url: http://localhost:8080/
contains: Hello from my image`,
};
