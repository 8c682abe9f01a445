import { z } from 'zod';
import { factFields, patternField, textField } from './fields.ts';

export const execShape = {
  ...factFields,
  kind: z.literal('exec'),
  command: z.string().min(1).max(2000).describe('Run by bash on the machine, in the home, for at most 5 seconds.'),
  root: z.boolean().default(false).describe('true: as root instead of as the learner.'),
  exitCode: z.number().int().min(0).max(255).default(0).describe('What it must end with.'),
  contains: textField.optional().describe('Text that its output, with errors, must contain.'),
  lacks: textField.optional().describe('Text that its output must not contain.'),
  matches: patternField.optional().describe('Pattern that a line of its output must match.'),
  expected: textField.describe('What must be so, as a sentence for the learner.'),
  otherwise: textField.optional().describe('What is told when it is not so. Without it the end of the output.'),
};

export const execMeta = {
  description:
    'Passes when a command ends as it should. The last resort: it is run again and again while the learner works, it says nothing about what was found, and a learner can change what it calls.',
  example: `
kind: exec
command: docker exec web getent hosts db
expected: The container web finds db by its name.
otherwise: web can't find db.`,
};
