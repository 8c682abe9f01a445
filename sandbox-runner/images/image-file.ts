import { readdir, readFile, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { AppError } from '../../protocol/errors.ts';
import { parseReference } from '../host/registry.ts';

/** A folder of images/: image.yaml, and a Dockerfile with what it copies (or `debian`). */
const tagsSchema = z
  .array(
    z
      .string()
      .refine(
        (tag) => parseReference(tag.replace('{}', '0')) !== undefined && tag.includes(':'),
        'a reference such as busybox:latest',
      ),
  )
  .default([])
  .describe('Under which learners pull it, {} is the version; none: it is for building only.');

const imageFileSchema = z.strictObject({
  from: z.array(z.string()).default([]).describe('Other folders here that its Dockerfile names as slipway/<folder>.'),
  tags: tagsSchema,
  variants: z
    .record(z.string().regex(/^[a-z0-9]+$/), z.strictObject({ base: z.string(), tags: tagsSchema }))
    .optional()
    .describe('Instead of tags: one Dockerfile on several bases, other folders here; `ARG BASE` is the name of one.'),
  description: z.string().max(200).optional().describe('What it is, for the labels of the image.'),
  version: z
    .strictObject({ package: z.string().regex(/^[a-z0-9.+-]+$/), env: z.string().regex(/^[A-Z_]+$/) })
    .optional()
    .describe("The Debian package whose version is the image's, and the variable of the image that tells it."),
  debian: z
    .strictObject({ suite: z.string().regex(/^[a-z]+$/), include: z.array(z.string().regex(/^[a-z0-9.+-]+$/)) })
    .optional()
    .describe("Instead of a Dockerfile: a root made from Debian's packages."),
});

/** What is built: a folder, or one of its variants, which is then named folder-variant. */
export interface ImageFolder extends Omit<z.infer<typeof imageFileSchema>, 'variants'> {
  readonly name: string;
  readonly dir: string;
  /** The folder that `ARG BASE` of its Dockerfile stands for. */
  readonly base?: string;
  /** Changes whenever a file of the folder, or of a folder that it is made from, does. */
  readonly inputs: string;
}

/** The image folders in `root`, each after those that it is made from. Throws host_unfit naming file and fault. */
export async function readImageFolders(root: string): Promise<ImageFolder[]> {
  const names = (await readdir(root, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const files = new Map<string, Omit<ImageFolder, 'name' | 'inputs'>>();
  for (const name of names.sort()) {
    const file = join(root, name, 'image.yaml');
    if (!existsSync(file)) continue;
    const result = imageFileSchema.safeParse(parse(await readFile(file, 'utf8')) ?? {});
    if (!result.success) throw new AppError('host_unfit', `${file}: ${z.prettifyError(result.error)}`);
    const { variants, ...data } = result.data;
    const dir = join(root, name);
    if (variants === undefined) files.set(name, { ...data, dir });
    for (const [variant, { base, tags }] of Object.entries(variants ?? {})) {
      files.set(`${name}-${variant}`, { ...data, from: [...data.from, base], base, tags, dir });
    }
  }
  const done: ImageFolder[] = [];
  const visit = async (name: string, trail: readonly string[]): Promise<ImageFolder> => {
    const ready = done.find((folder) => folder.name === name);
    if (ready !== undefined) return ready;
    const file = files.get(name);
    const user = join(files.get(trail.at(-1) ?? name)?.dir ?? root, 'image.yaml');
    if (file === undefined)
      throw new AppError('host_unfit', `${user}: from names ${name}, which is no folder with an image.yaml`);
    if (trail.includes(name))
      throw new AppError('host_unfit', `${user}: from goes in a circle: ${[...trail, name].join(' → ')}`);
    const { dir, ...data } = file;
    const hash = createHash('sha256').update(JSON.stringify(data));
    for (const base of file.from) hash.update((await visit(base, [...trail, name])).inputs);
    await hashFolder(dir, '', (chunk) => hash.update(chunk));
    const folder = { ...file, name, inputs: hash.digest('hex') };
    done.push(folder);
    return folder;
  };
  for (const name of files.keys()) await visit(name, []);
  return done;
}

async function hashFolder(dir: string, prefix: string, add: (chunk: string | Buffer) => void): Promise<void> {
  const entries = await readdir(join(dir, prefix), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(prefix, entry.name);
    if (entry.isDirectory()) await hashFolder(dir, path, add);
    if (!entry.isFile()) continue;
    const isExecutable = ((await stat(join(dir, path))).mode & 0o100) !== 0;
    const content = await readFile(join(dir, path));
    add(`${path}\0${isExecutable}\0${content.length}\0`);
    add(content);
  }
}
