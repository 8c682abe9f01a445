import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const named = z.object({ tags: z.array(z.string()).default([]) });
const imageFile = named.extend({ variants: z.record(z.string(), named).default({}) });

/**
 * Every name under which the classroom registry has an image, such as `busybox:1.37`: what the `image.yaml` in the
 * folders of `dir` (sandbox-runner/images) say. Throws what reading or parsing throws.
 */
export async function classroomImages(dir: string): Promise<readonly string[]> {
  const tags: string[] = [];
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const file = join(dir, entry.name, 'image.yaml');
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) continue;
    const { tags: own, variants } = imageFile.parse(parse(text));
    tags.push(...own, ...Object.values(variants).flatMap((variant) => variant.tags));
  }
  // {} is a version that only building finds out; a lesson that names one would break with the next.
  return tags.filter((tag) => !tag.includes('{}')).sort();
}

/** `image` with the tag that the engine adds when none is given. */
export function withTag(image: string): string {
  return image.slice(image.lastIndexOf('/') + 1).includes(':') ? image : `${image}:latest`;
}
