import { z } from 'zod';
import { slugSchema } from '../protocol/ids.ts';
import { AppError } from '../protocol/errors.ts';

const mib = 1024 * 1024;

const envSchema = z.object({
  SLIPWAY_DATA: z.string().startsWith('/', 'an absolute path').default('/var/lib/slipway'),
  SLIPWAY_RUNNER_ID: slugSchema.default('local'),
  SLIPWAY_RUNNER_HOST: z.string().default('127.0.0.1'),
  SLIPWAY_RUNNER_PORT: z.coerce.number().int().min(0).max(65535).default(7070),
  SLIPWAY_TICKET_SECRET: z.string().min(32, 'at least 32 characters; npm start makes one'),
  SLIPWAY_POOL_SIZE_GB: z.coerce.number().int().min(4).max(100_000).default(40),
  SLIPWAY_STORAGE: z.enum(['auto', 'btrfs', 'directory']).default('auto'),
  SLIPWAY_WARM: z.coerce.number().int().min(0).max(200).default(2),
  SLIPWAY_CAPACITY: z.coerce.number().int().min(1).max(1000).optional(),
  SLIPWAY_MAX_PER_OWNER: z.coerce.number().int().min(1).max(100).default(3),
  SLIPWAY_MAX_NODES_PER_OWNER: z.coerce.number().int().min(1).max(100).default(7),
  SLIPWAY_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export interface RunnerConfig {
  readonly runnerId: string;
  readonly dataDir: string;
  readonly listen: { readonly host: string; readonly port: number };
  readonly storage: { readonly kind: 'auto' | 'btrfs' | 'directory'; readonly poolBytes: number };
  readonly pool: {
    readonly warm: number;
    readonly capacity: number | undefined;
    /** Of one learner: leases, and all their nodes together. */
    readonly quota: { readonly leases: number; readonly nodes: number };
  };
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly secrets: { readonly ticketSecret: string };
}

/** Reads the runner's whole configuration. Throws AppError host_unfit that names every wrong variable at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): RunnerConfig {
  const result = envSchema.safeParse(env);
  if (!result.success)
    throw new AppError('host_unfit', `the runner's environment is not valid:\n${z.prettifyError(result.error)}`);
  const e = result.data;
  return {
    runnerId: e.SLIPWAY_RUNNER_ID,
    dataDir: e.SLIPWAY_DATA,
    listen: { host: e.SLIPWAY_RUNNER_HOST, port: e.SLIPWAY_RUNNER_PORT },
    storage: { kind: e.SLIPWAY_STORAGE, poolBytes: e.SLIPWAY_POOL_SIZE_GB * 1024 * mib },
    pool: {
      warm: e.SLIPWAY_WARM,
      capacity: e.SLIPWAY_CAPACITY,
      quota: { leases: e.SLIPWAY_MAX_PER_OWNER, nodes: e.SLIPWAY_MAX_NODES_PER_OWNER },
    },
    logLevel: e.SLIPWAY_LOG_LEVEL,
    secrets: { ticketSecret: e.SLIPWAY_TICKET_SECRET },
  };
}
