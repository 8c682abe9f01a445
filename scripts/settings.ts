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
  SLIPWAY_RUNNER_PORT: z.coerce.number().int().min(1).max(65535).default(7070),
  SLIPWAY_POOL_SIZE_GB: z.coerce.number().int().min(4).default(40),
  DATABASE_URL: z.string().startsWith('postgres').optional(),
  LESSONS_DIR: z.string().optional(),
});

export interface Settings {
  readonly dataDir: string;
  readonly site: { readonly host: string; readonly port: number; readonly publicOrigin: string | undefined };
  readonly runnerPort: number;
  readonly poolSizeGb: number;
  /** Undefined: a private PostgreSQL instance in the data directory. */
  readonly databaseUrl: string | undefined;
  /** Undefined: the lessons of this repository. */
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
  return {
    dataDir: e.SLIPWAY_DATA.replace(/\/+$/, ''),
    site: { host: e.SLIPWAY_HOST, port: e.SLIPWAY_PORT, publicOrigin: e.SLIPWAY_PUBLIC_ORIGIN },
    runnerPort: e.SLIPWAY_RUNNER_PORT,
    poolSizeGb: e.SLIPWAY_POOL_SIZE_GB,
    databaseUrl: e.DATABASE_URL,
    lessonsDir: e.LESSONS_DIR,
    env: merged,
  };
}
