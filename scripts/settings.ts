import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { AppError } from '../protocol/errors.ts';

const schema = z.object({
  SLIPWAY_DATA: z
    .string()
    .startsWith('/', 'an absolute path')
    .max(60, 'at most 60 characters: sockets lie below it')
    .default('/var/lib/slipway'),
  SLIPWAY_HOST: z.string().default('127.0.0.1'),
  SLIPWAY_PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  SLIPWAY_PUBLIC_ORIGIN: z.string().optional(),
  SLIPWAY_PREVIEW_DOMAIN: z.string().optional(),
  SLIPWAY_PREVIEW_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  SLIPWAY_RUNNER_PORT: z.coerce.number().int().min(1).max(65535).default(7070),
  SLIPWAY_POOL_SIZE_GB: z.coerce.number().int().min(4).default(40),
  DATABASE_URL: z.string().startsWith('postgres').optional(),
  LESSONS_DIR: z.string().optional(),
  SLIPWAY_HANDBOOK: z.enum(['on', 'off']).default('on'),
});

export interface Settings {
  readonly dataDir: string;
  readonly site: { readonly host: string; readonly port: number; readonly publicOrigin: string | undefined };
  readonly preview: {
    /** Names below it lead to the site; `none`: not even those below localhost are used. Undefined: only those. */
    readonly domain: string | undefined;
    /** The site's second port, for previews without names. Undefined: none. */
    readonly port: number | undefined;
  };
  readonly runnerPort: number;
  readonly poolSizeGb: number;
  /** Undefined: a private PostgreSQL instance in the data directory. */
  readonly databaseUrl: string | undefined;
  /** Are the lessons of this repository offered? */
  readonly hasHandbook: boolean;
  /** Folders of other lessons, separated by colons. */
  readonly lessonsDir: string | undefined;
  /** The whole environment, with `.env` below it: what children inherit. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Reads `.env` in the checkout (if there) and the environment over it; this is the only reader in scripts/.
 * Throws AppError host_unfit that names every wrong variable.
 */
export function readSettings(
  checkout: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Settings {
  const file = join(checkout, '.env');
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const merged: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...fromFile, ...environment }))
    if (value !== undefined && value !== '') merged[name] = value;
  const result = schema.safeParse(merged);
  if (!result.success)
    throw new AppError(
      'host_unfit',
      `the settings (environment and .env) are not valid:\n${z.prettifyError(result.error)}`,
    );
  const e = result.data;
  if (e.SLIPWAY_HANDBOOK === 'off' && e.LESSONS_DIR === undefined)
    throw new AppError(
      'host_unfit',
      'SLIPWAY_HANDBOOK=off leaves no lesson at all: set LESSONS_DIR to the folder of yours, or leave SLIPWAY_HANDBOOK out',
    );
  return {
    dataDir: e.SLIPWAY_DATA.replace(/\/+$/, ''),
    site: { host: e.SLIPWAY_HOST, port: e.SLIPWAY_PORT, publicOrigin: e.SLIPWAY_PUBLIC_ORIGIN },
    preview: {
      domain: e.SLIPWAY_PREVIEW_DOMAIN,
      port: previewPort(e.SLIPWAY_HOST, e.SLIPWAY_PORT, e.SLIPWAY_PREVIEW_DOMAIN, e.SLIPWAY_PREVIEW_PORT),
    },
    runnerPort: e.SLIPWAY_RUNNER_PORT,
    poolSizeGb: e.SLIPWAY_POOL_SIZE_GB,
    databaseUrl: e.DATABASE_URL,
    hasHandbook: e.SLIPWAY_HANDBOOK === 'on',
    lessonsDir: e.LESSONS_DIR,
    env: merged,
  };
}

/** The one beside the site's, where other machines can open the site and nobody said how else they find previews. */
function previewPort(
  host: string,
  sitePort: number,
  domain: string | undefined,
  asked: number | undefined,
): number | undefined {
  if (asked !== undefined) return asked === 0 ? undefined : asked;
  const isLocal = host === 'localhost' || host === '::1' || host.startsWith('127.');
  const hasNames = domain !== undefined && domain !== 'none';
  return isLocal || hasNames || sitePort === 65535 ? undefined : sitePort + 1;
}

/** The folders that lessons are read from; `handbook` is where those of this repository lie. */
export function lessonRoots({ hasHandbook, lessonsDir }: Settings, handbook: string): string[] {
  return [...(hasHandbook ? [handbook] : []), ...(lessonsDir === undefined ? [] : [lessonsDir])];
}
