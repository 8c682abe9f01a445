import { startStack } from './stack.ts';

/** Starts runner and site unless SITE_URL says that they run. Returns what stops them. */
export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  const { SITE_URL, RUNNER_URL, SLIPWAY_DATA, DATABASE_URL } = process.env;
  if (SITE_URL !== undefined && RUNNER_URL !== undefined) return undefined;
  if (SLIPWAY_DATA === undefined || DATABASE_URL === undefined)
    throw new Error(
      'Set SITE_URL and RUNNER_URL to test what runs, or SLIPWAY_DATA (a laid data directory) and DATABASE_URL to start it.',
    );
  const stack = await startStack({ dataDir: SLIPWAY_DATA, databaseUrl: DATABASE_URL });
  process.env['SITE_URL'] = stack.siteUrl;
  process.env['RUNNER_URL'] = stack.runnerUrl;
  process.env['INSTRUCTOR_KEY'] = stack.instructorKey;
  return stack.stop;
}
