import { z } from 'zod';
import { nearest } from './nearest.ts';

export interface DescribedIssue {
  readonly path: readonly (string | number)[];
  /** The offending key inside `path`, when it is a key and not a value that is wrong. */
  readonly key?: string;
  readonly message: string;
}

/** Says what zod found wrong as an author needs it: field, what was found, what was expected, what the field is for. */
export function describeIssue(issue: z.core.$ZodIssue, schema: z.ZodType, root: unknown): DescribedIssue[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  const name = pathText(path);
  const value = valueAt(root, path);
  const purpose = purposeOf(schema, path, root);

  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schemaAt(schema, path, root));
    return issue.keys.map((key) => {
      const guess = nearest(key, known);
      const advice = guess === undefined ? '' : ` Did you mean "${guess}"?`;
      return {
        path,
        key,
        message: `${pathText([...path, key])}: there is no such field.${advice} Fields here: ${known.join(', ')}.`,
      };
    });
  }
  if (issue.code === 'invalid_union' && 'discriminator' in issue && typeof issue.discriminator === 'string') {
    const kinds = discriminatorValues(schemaAt(schema, path.slice(0, -1), root));
    return [{ path, message: `${name}: expected one of ${kinds.join(', ')}, found ${show(value)}.` }];
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // The alternative that fits as far as it goes is the one that was meant.
    const meant = issue.errors.find((errors) => errors.every((error) => error.path.length > 0));
    if (meant !== undefined)
      return meant.flatMap((error) => describeIssue({ ...error, path: [...issue.path, ...error.path] }, schema, root));
  }
  if (issue.code === 'custom') return [{ path, message: `${name}: ${issue.message}.` }];
  const expected = expectationOf(issue);
  const found = value === undefined ? 'is missing' : `found ${show(value)}`;
  const message =
    value === undefined ? `${name} ${found}; expected ${expected}.` : `${name}: expected ${expected}, ${found}.`;
  return [{ path, message: message + purpose }];
}

function expectationOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return article(typeNames.get(issue.expected) ?? issue.expected);
  if (issue.code === 'invalid_union')
    return [...new Set(issue.errors.flatMap((errors) => errors.slice(0, 1).map(expectationOf)))].join(' or ');
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_small') return `${lengthOf(issue.origin)}at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `${lengthOf(issue.origin)}at most ${issue.maximum}`;
  return `something else (${issue.message})`;
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['int', 'whole number'],
  ['record', 'mapping of names to values'],
]);

function lengthOf(origin: string): string {
  return origin === 'string' || origin === 'array' ? 'length ' : '';
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

function pathText(path: readonly (string | number)[]): string {
  if (path.length === 0) return 'the whole';
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('');
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? (value as Record<string, unknown>)[part]
        : undefined,
    root,
  );
}

function schemaAt(
  schema: z.core.$ZodType,
  path: readonly (string | number)[],
  root: unknown,
): z.core.$ZodType | undefined {
  let current: z.core.$ZodType | undefined = narrow(schema, root);
  let value = root;
  for (const part of path) {
    value = valueAt(value, [part]);
    let next: z.core.$ZodType | undefined;
    if (current instanceof z.ZodObject) next = (current.shape as Record<string, z.core.$ZodType | undefined>)[part];
    else if (current instanceof z.ZodArray) next = current.element;
    current = next === undefined ? undefined : narrow(next, value);
  }
  return current;
}

/** Takes defaults and optionality off, and picks the option of a discriminated union that `value` asks for. */
function narrow(schema: z.core.$ZodType, value: unknown): z.core.$ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault)
    return narrow(schema.unwrap(), value);
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const key = schema.def.discriminator;
    const option = schema.options.find((o) => literalsOf(o, key).includes(valueAt(value, [key])));
    if (option !== undefined) return option;
  }
  return schema;
}

function discriminatorValues(schema: z.core.$ZodType | undefined): string[] {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return [];
  return schema.options.flatMap((option) => literalsOf(option, schema.def.discriminator).map(String));
}

function literalsOf(option: z.core.$ZodType, key: string): unknown[] {
  if (!(option instanceof z.ZodObject)) return [];
  const field = (option.shape as Record<string, unknown>)[key];
  return field instanceof z.ZodLiteral ? [...field.values] : [];
}

function knownKeys(schema: z.core.$ZodType | undefined): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function purposeOf(schema: z.ZodType, path: readonly (string | number)[], root: unknown): string {
  const parent = schemaAt(schema, path.slice(0, -1), root);
  const last = path.at(-1);
  if (!(parent instanceof z.ZodObject) || typeof last !== 'string') return '';
  const field = (parent.shape as Record<string, unknown>)[last];
  const text = field instanceof z.ZodType ? field.description : undefined;
  return text === undefined ? '' : ` ${last}: ${text}`;
}
