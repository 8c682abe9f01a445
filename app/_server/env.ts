import { z } from 'zod';
import { AppError } from '../../protocol/errors.ts';
import type { PreviewSettings } from './preview/address.ts';
import { processWide } from './process-wide.ts';

const list = (separator: RegExp) =>
  z.string().transform((text) =>
    text
      .split(separator)
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
const origin = z
  .string()
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'an origin such as https://learn.example.org, without a path',
  );
const absolutePath = z.string().startsWith('/', 'absolute paths, separated by colons');

const envSchema = z.object({
  SLIPWAY_HOST: z.string().min(1).default('127.0.0.1'),
  SLIPWAY_PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  SLIPWAY_PUBLIC_ORIGIN: list(/[\s,]+/)
    .pipe(z.array(origin))
    .default([]),
  SLIPWAY_PREVIEW_DOMAIN: z
    .string()
    .toLowerCase()
    .regex(/^(?:none|[a-z0-9-]+(?:\.[a-z0-9-]+)*)$/, 'a domain such as preview.example.org, or none')
    .optional(),
  SLIPWAY_PREVIEW_PORT: z.coerce.number().int().min(1).max(65535).optional(),
  SLIPWAY_TRUST_PROXY: z.enum(['0', '1']).default('0'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'postgresql://…'),
  SLIPWAY_RUNNER_URLS: list(/[\s,]+/)
    .pipe(z.array(z.url({ protocol: /^https?$/ })).min(1))
    .default(['http://127.0.0.1:7070']),
  SLIPWAY_TICKET_SECRET: z.string().min(32, 'at least 32 characters, the same as the runner has; npm start makes one'),
  LESSONS_DIR: list(/:/).pipe(z.array(absolutePath).min(1)),
  SLIPWAY_INSTRUCTOR_KEY: z.string().min(20, 'at least 20 characters; npm start makes one').optional(),
  SLIPWAY_UPLOADS_DIR: z.string().startsWith('/', 'an absolute path').optional(),
  SLIPWAY_IMAGES_DIR: z.string().startsWith('/', 'an absolute path').optional(),
  SLIPWAY_LESSON_PREVIEW: list(/:/).pipe(z.array(absolutePath)).default([]),
  SLIPWAY_WARM: z.coerce.number().int().min(0).max(200).default(2),
  SLIPWAY_MAX_PER_OWNER: z.coerce.number().int().min(1).max(100).default(3),
  SLIPWAY_TTL_MINUTES: z.coerce
    .number()
    .min(0.1)
    .max(24 * 60)
    .default(60),
  SLIPWAY_IDLE_MINUTES: z.coerce
    .number()
    .min(0.1)
    .max(24 * 60)
    .default(20),
  SLIPWAY_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export interface SiteConfig {
  readonly listen: { readonly host: string; readonly port: number };
  /** Origins besides those that name this machine by address or name: see origin.ts. */
  readonly publicOrigins: readonly string[];
  readonly preview: PreviewSettings;
  /** Is X-Forwarded-For from a reverse proxy of ours? */
  readonly trustProxy: boolean;
  readonly databaseUrl: string;
  readonly runnerUrls: readonly string[];
  readonly lessonRoots: readonly string[];
  /** Where uploaded lessons lie; the site may write there. Undefined: lessons can't be uploaded. */
  readonly uploadsDir: string | undefined;
  /** Folders with an `image.yaml` each, which say what the classroom registry has. */
  readonly imagesDir: string | undefined;
  /** Those of them that are being written: their pages follow what is edited, and tell what is wrong with it. */
  readonly previewRoots: readonly string[];
  /** Sandboxes kept ready for each distinct set of present images. */
  readonly warm: number;
  readonly maxLeasesPerLearner: number;
  readonly ttlMs: number;
  readonly idleMs: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly secrets: {
    readonly ticketSecret: string;
    /** Who has it is an instructor. Undefined: nobody is. */
    readonly instructorKey: string | undefined;
  };
}

/** Reads the site's whole configuration. Throws AppError host_unfit that names every wrong variable at once. */
export function readEnv(env: Readonly<Record<string, string | undefined>>): SiteConfig {
  const result = envSchema.safeParse(env);
  if (!result.success)
    throw new AppError('host_unfit', `the site's environment is not valid:\n${z.prettifyError(result.error)}`);
  const e = result.data;
  return {
    listen: { host: e.SLIPWAY_HOST, port: e.SLIPWAY_PORT },
    publicOrigins: e.SLIPWAY_PUBLIC_ORIGIN,
    preview: {
      domain: e.SLIPWAY_PREVIEW_DOMAIN === 'none' ? '' : (e.SLIPWAY_PREVIEW_DOMAIN ?? 'localhost'),
      isDomainChosen: e.SLIPWAY_PREVIEW_DOMAIN !== undefined,
      port: e.SLIPWAY_PREVIEW_PORT,
    },
    trustProxy: e.SLIPWAY_TRUST_PROXY === '1',
    databaseUrl: e.DATABASE_URL,
    runnerUrls: e.SLIPWAY_RUNNER_URLS.map((url) => url.replace(/\/+$/, '')),
    lessonRoots: e.LESSONS_DIR,
    uploadsDir: e.SLIPWAY_UPLOADS_DIR,
    imagesDir: e.SLIPWAY_IMAGES_DIR,
    previewRoots: e.SLIPWAY_LESSON_PREVIEW,
    warm: e.SLIPWAY_WARM,
    maxLeasesPerLearner: e.SLIPWAY_MAX_PER_OWNER,
    ttlMs: Math.round(e.SLIPWAY_TTL_MINUTES * 60_000),
    idleMs: Math.round(e.SLIPWAY_IDLE_MINUTES * 60_000),
    logLevel: e.SLIPWAY_LOG_LEVEL,
    secrets: { ticketSecret: e.SLIPWAY_TICKET_SECRET, instructorKey: e.SLIPWAY_INSTRUCTOR_KEY },
  };
}

/** The configuration of this process, read once. */
export function siteConfig(): SiteConfig {
  return processWide('config', () => readEnv(process.env));
}

/** Hands Next's programmatic server the configuration of its standalone build, as its own generated server does. */
export function setStandaloneConfig(config: unknown): void {
  // Next's private variable: a Next that no longer reads it fails at once, in every end-to-end test.
  process.env['__NEXT_PRIVATE_STANDALONE_CONFIG'] = JSON.stringify(config);
}
