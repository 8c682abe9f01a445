import { z } from 'zod';
import { factFields, nameField, pathField, portField, referenceField, textField } from './fields.ts';

/** What can be asked of each kind of thing, as `value`. */
export const liveValues = {
  container: [
    ...['id', 'image', 'imageId', 'state', 'exitCode', 'command', 'hostname', 'user', 'workdir', 'health'],
    ...['address', 'gateway', 'macAddress', 'network', 'restartPolicy', 'restarts', 'volume'],
  ],
  image: ['id', 'size', 'layers', 'command', 'entrypoint', 'user', 'workdir', 'architecture', 'port'],
  network: ['id', 'driver', 'subnet', 'gateway'],
  volume: ['driver', 'mountpoint'],
  engine: ['version', 'storageDriver', 'operatingSystem', 'kernel'],
  count: ['containers', 'running', 'images', 'networks', 'volumes'],
} as const;

/** A value that a learner can find out on the machine. The closed list; what goes with what says liveValueFault. */
export const liveValueSchema = z
  .strictObject({
    container: nameField.optional().describe('A container, with value, portOf, env, label or logAfter.'),
    image: referenceField.optional().describe('An image, with value, env or label.'),
    network: nameField.optional().describe('A network, with value.'),
    volume: nameField.optional().describe('A volume, with value.'),
    engine: z.enum(liveValues.engine).optional().describe("Of the learner's engine."),
    count: z.enum(liveValues.count).optional().describe('How many there are on the machine.'),
    file: pathField.optional().describe("The text of a file, in the learner's home or from the root."),
    value: z
      .string()
      .max(30)
      .optional()
      .describe(
        (['container', 'image', 'network', 'volume'] as const)
          .map((thing) => `Of a ${thing}: ${liveValues[thing].join(', ')}.`)
          .join(' '),
      ),
    portOf: portField.optional().describe("The machine's port for this port of the container."),
    env: nameField.optional().describe('The value of this variable.'),
    label: nameField.optional().describe('The value of this label.'),
    logAfter: textField.optional().describe('What follows this text in a line of its logs.'),
  })
  .superRefine((value, context) => {
    const fault = liveValueFault(value);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  });
export type LiveValue = z.infer<typeof liveValueSchema>;

const askable: Readonly<Record<string, readonly string[]>> = {
  container: ['value', 'portOf', 'env', 'label', 'logAfter'],
  image: ['value', 'env', 'label'],
  network: ['value'],
  volume: ['value'],
};

function liveValueFault(given: Readonly<Record<string, unknown>>): string | undefined {
  const has = Object.keys(given).filter((key) => given[key] !== undefined);
  const things = ['container', 'image', 'network', 'volume', 'engine', 'count', 'file'];
  const [thing, ...others] = has.filter((key) => things.includes(key));
  if (thing === undefined || others.length > 0) return `one of ${things.join(', ')} must be given`;
  const asked = has.filter((key) => key !== thing);
  const known = askable[thing];
  if (known === undefined) return asked.length === 0 ? undefined : `${asked.join(', ')} can't go with ${thing}`;
  const [key] = asked;
  if (key === undefined || asked.length > 1 || !known.includes(key))
    return `with ${thing} goes one of ${known.join(', ')}`;
  const values: readonly unknown[] = liveValues[thing as 'container'];
  if (key === 'value' && !values.includes(given['value'])) return `value of a ${thing} is one of ${values.join(', ')}`;
  return undefined;
}

export const answerShape = {
  ...factFields,
  kind: z.literal('answer'),
  question: z.string().min(1).max(400).describe('What the learner is asked. A sentence with a question mark.'),
  of: liveValueSchema.describe('What the right answer is, at the moment when it is given.'),
  placeholder: z.string().max(60).optional().describe('What stands in the empty field, e.g. the form of the answer.'),
};

export const answerMeta = {
  description:
    'The learner types what `inspect`, `logs` or `ps` told them. The right answer is computed on the machine, and never sent to the browser. Spaces, quotes, upper and lower case, shortened ids and rounded sizes are forgiven.',
  example: `
kind: answer
question: Which address has the container web?
of: { container: web, value: address }
lookAt: docker inspect web`,
};

/** The longest answer that is taken. */
export const maxAnswerChars = 400;
