import { z } from 'zod';
import { checkSchema } from '../protocol/checks.ts';
import { checkFields, factFields } from '../protocol/checks/fields.ts';

/** The part of JSON Schema that zod writes for our fields. */
interface FieldSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: FieldSchema;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly additionalProperties?: FieldSchema | boolean;
  readonly required?: readonly string[];
  readonly anyOf?: readonly FieldSchema[];
  readonly oneOf?: readonly FieldSchema[];
  readonly $ref?: string;
  /** A check of this kind in YAML, without id and title. */
  readonly example?: string;
}

const common = ['mistakes', ...Object.keys(checkFields), ...Object.keys(factFields)];

/** The reference of all checks in Markdown, made from their schemas: docs/checks.md. */
export function checkReference(): string {
  const kinds = checkSchema.options.map((option) => readSchema(option));
  const [first] = kinds;
  const shared = Object.entries(first?.properties ?? {}).filter(([name]) => common.includes(name));
  return [
    intro,
    table(shared, first?.required ?? []),
    ...kinds.map((kind) => {
      const { kind: name, ...fields } = kind.properties ?? {};
      const own = Object.entries(fields).filter(([field]) => !common.includes(field));
      return [
        `## \`kind: ${name?.const ?? ''}\``,
        kind.description ?? '',
        `\`\`\`yaml\n${(kind.example ?? '').trim()}\n\`\`\``,
        own.length === 0 ? '' : table(own, kind.required ?? []),
      ].join('\n\n');
    }),
  ].join('\n\n');
}

const intro = `# Checks

<!-- Made from protocol/checks.ts by lesson-kit/check-reference.ts. After a change: npx vitest run lesson-kit/check-reference.test.ts -u -->

A check says what must be so on the learner's machine. It is data in the fields of \`lesson.mdx\`; see [Writing
lessons](lessons.md). It is judged by itself whenever something happens on the machine, and what has passed stays passed.
What fails is told in three lines: what was expected, what was found, and a command that shows it.

A pattern is the familiar part of a regular expression, held against each line of a text: \`. [a-z] [^a-z] \\d \\w \\s \\b
( ) | * + ? {2,5} ^ $\`, and \`(?i)\` at its start for letters of either case.

Every field that is given must apply; what is not given is not looked at. Fields in **bold** must be given.

## Every check`;

/** A table of the fields of an object's `schema`; what is in those of `elsewhere` is told in another place. */
export function fieldTable(schema: z.ZodType, elsewhere: readonly string[] = []): string {
  const { properties = {}, required = [] } = readSchema(schema);
  const fields = Object.entries(properties).map(
    ([name, field]) => [name, elsewhere.includes(name) ? { ...field, items: { type: 'object' } } : field] as const,
  );
  return table(fields, required);
}

function readSchema(schema: z.ZodType): FieldSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as FieldSchema;
}

function table(fields: readonly (readonly [string, FieldSchema])[], required: readonly string[]): string {
  const rows = fields.flatMap(([name, schema]) => rowsOf(name, schema, required.includes(name)));
  return ['| field | value | what it is |', '| --- | --- | --- |', ...rows].join('\n');
}

function rowsOf(name: string, schema: FieldSchema, isRequired: boolean): string[] {
  const isPlain = schema.default === undefined || schema.default === true || isEmpty(schema.default);
  const fallback = isPlain ? '' : ` Default: ${JSON.stringify(schema.default)}.`;
  const title = isRequired ? `**\`${name}\`**` : `\`${name}\``;
  const row = `| ${title} | ${valueText(schema)} | ${escaped(schema.description ?? '')}${fallback} |`;
  const inner =
    schema.items ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : schema);
  if (inner.properties === undefined || inner.properties['kind'] !== undefined) return [row];
  const parts = Object.entries(inner.properties);
  return [
    row,
    ...parts.flatMap(([part, its]) => rowsOf(`${name}.${part}`, its, inner.required?.includes(part) ?? false)),
  ];
}

function valueText(schema: FieldSchema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.const !== undefined) return `\`${schema.const}\``;
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined)
    return either[0]?.properties?.['kind'] !== undefined || either[0]?.$ref !== undefined
      ? 'a fact: any kind below, without `id` and `title`'
      : either.map(valueText).join(' or ');
  if (schema.$ref !== undefined) return 'a fact';
  switch (schema.type) {
    case 'array':
      return `list of ${valueText(schema.items ?? {})}`;
    case 'object':
      return typeof schema.additionalProperties === 'object'
        ? `name: ${valueText(schema.additionalProperties)}`
        : 'fields';
    case 'integer':
    case 'number':
      return numberText(schema);
    case 'boolean':
      return '`true`, `false`';
    case 'string':
      return 'text';
    case undefined:
    default:
      return String(schema.type ?? 'text');
  }
}

function numberText({ minimum, maximum }: FieldSchema): string {
  const isBounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  if (minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER) return 'number';
  return isBounded ? `${minimum} to ${maximum}` : `at least ${minimum}`;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '\\<');
}
