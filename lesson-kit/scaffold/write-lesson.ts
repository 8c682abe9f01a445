import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { slugSchema } from '../../protocol/ids.ts';
import { splitNumber, withoutNumber } from '../folder-name.ts';

/** `Say "Hello"!` → `say-hello`: a name for a folder and an address. Undefined if nothing is left of `title`. */
export function slugOf(title: string): string | undefined {
  const slug = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return slugSchema.safeParse(slug).success ? slug : undefined;
}

/** The folder in `dir` that is called `<nn>-slug` or `slug`. */
export async function numberedFolder(dir: string, slug: string): Promise<string | undefined> {
  const names = await readdir(dir).catch(() => [] as string[]);
  const name = names.find((one) => withoutNumber(one) === slug);
  return name === undefined ? undefined : join(dir, name);
}

/** Where a new folder `slug` in `dir` goes: after all that are there. Numbers have two digits, and room for 99. */
export async function nextFolder(dir: string, slug: string): Promise<string> {
  const names = await readdir(dir).catch(() => [] as string[]);
  const numbers = names.map((name) => Number(splitNumber(name)?.number ?? 0));
  return join(dir, `${String(Math.max(0, ...numbers) + 1).padStart(2, '0')}-${slug}`);
}

/** Writes `files` (paths relative to `dir`) into the folder `dir`. Throws rather than overwrite a file. */
export async function writeFolder(dir: string, files: ReadonlyMap<string, string | Buffer>): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (const [path, content] of files) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content, { flag: 'wx' });
  }
}
