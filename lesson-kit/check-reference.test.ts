import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkSchema } from '../protocol/checks.ts';
import { checkReference } from './check-reference.ts';

const file = join(import.meta.dirname, '../docs/checks.md');

test('docs/checks.md says what the schemas say', async () => {
  const text = await format(checkReference(), { ...(await resolveConfig(file)), filepath: file });
  await expect(text).toMatchFileSnapshot(file);
});

test('every field says what it is, and every kind has an example that is sound', () => {
  const reference = checkReference();
  expect(reference.match(/^\| .* \| {2}\|$/gm) ?? []).toEqual([]);
  const examples = [...reference.matchAll(/```yaml\n([^`]*)\n```/g)].map(([, yaml]) => yaml ?? '');
  expect(examples).toHaveLength(checkSchema.options.length);
  for (const example of examples) checkSchema.parse({ id: 'it', title: 'It', ...(parse(example) as object) });
});
