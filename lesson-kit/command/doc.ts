import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkReference } from '../check-reference.ts';
import { elementReference } from '../element-reference.ts';
import type { Surroundings } from './surroundings.ts';

export const docUsage = `doc [--to FOLDER]       the reference of fields, elements and checks, made from their schemas

It is printed as Markdown, or written into FOLDER as elements.md and checks.md.`;

/** `lesson doc`. */
export async function doc(args: string[], { cwd, say }: Surroundings): Promise<number> {
  const { values } = parseArgs({ args, options: { to: { type: 'string' } } });
  if (values.to === undefined) {
    say(`${elementReference()}\n\n${checkReference()}`);
    return 0;
  }
  const folder = resolve(cwd, values.to);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'elements.md'), `${elementReference()}\n`);
  await writeFile(join(folder, 'checks.md'), `${checkReference()}\n`);
  say(`Wrote elements.md and checks.md into ${folder}.`);
  return 0;
}
