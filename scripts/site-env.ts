import type { Settings } from './settings.ts';

/** What only the backend knows. */
export interface SiteNeeds {
  readonly databaseUrl: string;
  readonly runnerUrl: string;
  readonly secret: string;
  /** Who has it is an instructor. */
  readonly instructorKey: string;
}

/** Folders besides those of lessons. */
export interface SiteFolders {
  /** Uploaded lessons; the site writes there. */
  readonly uploads: string;
  /** An `image.yaml` for each image of the classroom registry. */
  readonly images: string;
}

/** What an operator may set for the site, passed on as it is; app/_server/env.ts checks it. */
const passedOn = [
  'SLIPWAY_PUBLIC_ORIGIN',
  'SLIPWAY_TRUST_PROXY',
  'SLIPWAY_PREVIEW_DOMAIN',
  'SLIPWAY_WARM',
  'SLIPWAY_MAX_PER_OWNER',
  'SLIPWAY_TTL_MINUTES',
  'SLIPWAY_IDLE_MINUTES',
  'SLIPWAY_LOG_LEVEL',
  'SLIPWAY_LESSON_PREVIEW',
];

/** Only what the site needs: root's environment may hold secrets that an unprivileged process must not see. */
export function siteEnv(
  settings: Settings,
  needs: SiteNeeds,
  lessonRoots: readonly string[],
  folders: SiteFolders,
): Record<string, string> {
  const operator = passedOn.flatMap((name) => {
    const value = settings.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'C.UTF-8',
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    ...(Object.fromEntries(operator) as Record<string, string>),
    DATABASE_URL: needs.databaseUrl,
    SLIPWAY_HOST: settings.site.host,
    SLIPWAY_PORT: String(settings.site.port),
    ...(settings.preview.port === undefined ? {} : { SLIPWAY_PREVIEW_PORT: String(settings.preview.port) }),
    SLIPWAY_RUNNER_URLS: needs.runnerUrl,
    SLIPWAY_TICKET_SECRET: needs.secret,
    LESSONS_DIR: lessonRoots.join(':'),
    SLIPWAY_INSTRUCTOR_KEY: needs.instructorKey,
    SLIPWAY_UPLOADS_DIR: folders.uploads,
    SLIPWAY_IMAGES_DIR: folders.images,
  };
}
