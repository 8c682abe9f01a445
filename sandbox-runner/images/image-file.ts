import { readdir, readFile, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { AppError } from '../../protocol/errors.ts';
import { parseReference } from '../host/registry.ts';

/** A folder of images/: image.yaml, and a Dockerfile with what it copies (or `debian`). */
const imageFileSchema = z.strictObject({
  from: z.array(z.string()).default([]).describe('Other folders here that its Dockerfile names as slipway/<folder>.'),
  tags: z
    .array(
      z
        .string()
        .refine((tag) => parseReference(tag) !== undefined && tag.includes(':'), 'a reference such as busybox:latest'),
    )
    .default([])
    .describe('Under which learners pull it; none: it is for building only.'),
  debian: z
    .strictObject({ suite: z.string().regex(/^[a-z]+$/), include: z.array(z.string().regex(/^[a-z0-9.+-]+$/)) })
    .optional()
    .describe("Instead of a Dockerfile: a root made from Debian's packages."),
});

export interface ImageFolder extends z.infer<typeof imageFileSchema> {
  readonly name: string;
  readonly dir: string;
  /** Changes whenever a file of the folder, or of a folder that it is made from, does. */
  readonly inputs: string;
}

/** The image folders in `root`, each after those that it is made from. Throws host_unfit naming file and fault. */
export async function readImageFolders(root: string): Promise<ImageFolder[]> {
  const names = (await readdir(root, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const files = new Map<string, z.infer<typeof imageFileSchema>>();
  for (const name of names.sort()) {
    const file = join(root, name, 'image.yaml');
    if (!existsSync(file)) continue;
    const result = imageFileSchema.safeParse(parse(await readFile(file, 'utf8')) ?? {});
    if (!result.success) throw new AppError('host_unfit', `${file}: ${z.prettifyError(result.error)}`);
    files.set(name, result.data);
  }
  const done: ImageFolder[] = [];
  const visit = async (name: string, trail: readonly string[]): Promise<ImageFolder> => {
    const ready = done.find((folder) => folder.name === name);
    if (ready !== undefined) return ready;
    const file = files.get(name);
    const user = join(root, trail.at(-1) ?? name, 'image.yaml');
    if (file === undefined)
      throw new AppError('host_unfit', `${user}: from names ${name}, which is no folder with an image.yaml`);
    if (trail.includes(name))
      throw new AppError('host_unfit', `${user}: from goes in a circle: ${[...trail, name].join(' → ')}`);
    const hash = createHash('sha256').update(JSON.stringify(file));
    for (const base of file.from) hash.update((await visit(base, [...trail, name])).inputs);
    const dir = join(root, name);
    await hashFolder(dir, '', (chunk) => hash.update(chunk));
    const folder = { ...file, name, dir, inputs: hash.digest('hex') };
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
