import { open, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** An image that a learner has pushed. */
export interface PushedImage {
  /** Without the registry and the learner's name. */
  readonly repository: string;
  readonly tag: string;
  /** As the engine names the image that was pushed: the digest of its configuration. Undefined: it is a list of images, or broken. */
  readonly imageId: string | undefined;
}

const most = 100;
const deepest = 4;
const maxManifestBytes = 256 * 1024;
const digestSchema = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const manifestSchema = z.object({ config: z.object({ digest: digestSchema }) });
const nameSchema = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}$/);

/**
 * What the learner `name` has pushed to the registry that keeps its files in `dir`, at most 100 images. Learners decide what
 * these files hold: they are read bounded and parsed, and never lead elsewhere.
 */
export async function readPushed(dir: string, name: string): Promise<PushedImage[]> {
  const root = join(dir, 'docker/registry/v2');
  const found: PushedImage[] = [];
  const walk = async (parts: readonly string[]): Promise<void> => {
    const place = join(root, 'repositories', name, ...parts);
    const below = await namesIn(place);
    if (below.includes('_manifests') && parts.length > 0) {
      for (const tag of await namesIn(join(place, '_manifests/tags'))) {
        if (found.length === most) return;
        if (!nameSchema.safeParse(tag).success) continue;
        const digest = await readBounded(join(place, '_manifests/tags', tag, 'current/link'), 200);
        if (digest === undefined) continue;
        found.push({ repository: parts.join('/'), tag, imageId: await imageIdOf(root, digest.trim()) });
      }
    }
    if (parts.length === deepest) return;
    for (const part of below)
      if (!part.startsWith('_') && found.length < most && nameSchema.safeParse(part).success)
        await walk([...parts, part]);
  };
  await walk([]);
  return found;
}

async function imageIdOf(root: string, digest: string): Promise<string | undefined> {
  if (!digestSchema.safeParse(digest).success) return undefined;
  const hex = digest.slice('sha256:'.length);
  const text = await readBounded(join(root, 'blobs/sha256', hex.slice(0, 2), hex, 'data'), maxManifestBytes);
  try {
    return manifestSchema.parse(JSON.parse(text ?? '')).config.digest;
  } catch {
    return undefined;
  }
}

async function namesIn(dir: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const entry of await opendir(dir)) {
      if (entry.isDirectory()) names.push(entry.name);
      if (names.length === most) break;
    }
  } catch {
    // Nothing was pushed there.
  }
  return names.sort();
}

async function readBounded(path: string, maxBytes: number): Promise<string | undefined> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const buffer = Buffer.alloc(maxBytes + 1);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return bytesRead > maxBytes ? undefined : buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
