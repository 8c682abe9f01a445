import { dirname } from 'node:path';
import { z } from 'zod';
import { run, systemPath } from '../command.ts';

/** Where this machine gets npm packages from; the sandboxes get them from there as well. */
export interface NpmRegistry {
  /** Ends in /. */
  readonly registry: URL;
  /** A file of certificates to trust instead of those that Node brings along. */
  readonly cafile: string | undefined;
  readonly proxy: URL | undefined;
}

const urlSchema = z.url({ protocol: /^https?$/ });
const configSchema = z.object({
  registry: urlSchema,
  cafile: z.string().nullish(),
  proxy: urlSchema.nullish().catch(null),
  'https-proxy': urlSchema.nullish().catch(null),
});

/** Asks npm itself, in some 300 ms, what it is configured for. Undefined where there is no npm, or none that answers. */
export async function readNpmRegistry(): Promise<NpmRegistry | undefined> {
  // Beside the node that runs this, which need not be one of the system's. --global: no project's settings.
  const path = `PATH=${dirname(process.execPath)}:${systemPath}`;
  const asked = await run('env', [path, 'npm', 'config', 'list', '--json', '--global'], { allowFailure: true }).catch(
    () => undefined,
  );
  return asked?.exitCode === 0 ? parseNpmConfig(asked.stdout) : undefined;
}

/** Reads the output of npm config list --json. */
export function parseNpmConfig(text: string): NpmRegistry | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const result = configSchema.safeParse(json);
  if (!result.success) return undefined;
  const { registry, cafile, proxy, 'https-proxy': httpsProxy } = result.data;
  const url = new URL(registry.replace(/\/*$/, '/'));
  const via = (url.protocol === 'https:' ? httpsProxy : undefined) ?? proxy;
  return { registry: url, cafile: cafile ?? undefined, proxy: via == null ? undefined : new URL(via) };
}
