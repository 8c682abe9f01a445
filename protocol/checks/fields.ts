import { z } from 'zod';
import { parsePattern } from '../pattern.ts';
import { slugSchema } from '../ids.ts';

/** The machines of a lesson by the host names that they have. */
const checkNodes = ['node1', 'node2', 'node3', 'node4', 'node5'] as const;

/** What every check has, beside what its kind asks for. */
export const checkFields = {
  id: slugSchema.describe('Unique within the lesson; progress is stored under it, so never reuse one.'),
  title: z
    .string()
    .min(1)
    .max(120)
    .describe('What the learner sees beside the tick, e.g. "A container from hello-world has run".'),
  node: z
    .enum(checkNodes)
    .optional()
    .describe('Which of the machines is looked at, where a lesson has several. Default: the first.'),
  after: slugSchema.optional().describe('This check counts only once the check with this id has passed.'),
};

/** What every fact has, also inside another. */
export const factFields = {
  lookAt: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('A command that shows the learner the relevant state. Default: chosen by kind.'),
};

export const nameField = z.string().min(1).max(128);
export const referenceField = z.string().min(1).max(256);
export const textField = z.string().min(1).max(400);
export const pathField = z
  .string()
  .min(1)
  .max(400)
  .refine((path) => !path.includes('\0') && !path.split('/').includes('..'), 'a path without ..');

/** A pattern for one line of a text; see pattern.ts for what may stand in it. */
export const patternField = z
  .string()
  .min(1)
  .max(200)
  .superRefine((value, context) => {
    const parsed = parsePattern(value);
    if (typeof parsed === 'string') context.addIssue({ code: 'custom', message: `this is no pattern: ${parsed}` });
  });

/** Name → value; null: whatever value it has. */
export const pairsField = z
  .record(z.string().min(1).max(128), z.string().max(400).nullable())
  .refine((pairs) => Object.keys(pairs).length <= 20, 'at most 20');

/** A size as `docker images` shows it: 1 kB is 1000 bytes. */
export const diskSizeField = z.string().regex(/^\d{1,6}(?:\.\d{1,3})?(?:B|kB|MB|GB)$/, 'a size such as 20MB or 1.5GB');

/** A size as `docker run --memory` takes it: 1k is 1024 bytes. */
export const memorySizeField = z.string().regex(/^\d{1,12}[bkmg]$/, 'a size such as 64m or 1g');

export const portField = z.number().int().min(1).max(65535);

const diskUnits: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9 };
const memoryUnits: Readonly<Record<string, number>> = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Bytes of a text that fits diskSizeField. */
export function diskBytes(size: string): number {
  return sizeBytes(size, diskUnits);
}

/** Bytes of a text that fits memorySizeField. */
export function memoryBytes(size: string): number {
  return sizeBytes(size, memoryUnits);
}

function sizeBytes(size: string, units: Readonly<Record<string, number>>): number {
  const [, number = '0', unit = ''] = /^([\d.]+)([A-Za-z]*)$/.exec(size) ?? [];
  return Number(number) * (units[unit] ?? 1);
}

/** For superRefine: `fault` says what is wrong with a value as a whole. */
export function faultless<T>(fault: (value: T) => string | undefined) {
  return (value: T, context: z.RefinementCtx): void => {
    const message = fault(value);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  };
}
