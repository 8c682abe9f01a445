import { announce, databaseUrl, dataDir, runnerUrl, siteUrl } from './env.ts';
import { startStack } from './stack.ts';

/** Starts runner and site unless SITE_URL says that they run. Returns what stops them. */
export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  if (siteUrl() !== '' && runnerUrl() !== '') return undefined;
  if (dataDir === '' || databaseUrl === '')
    throw new Error(
      'Set SITE_URL and RUNNER_URL to test what runs, or SLIPWAY_DATA (a laid data directory) and DATABASE_URL to start it.',
    );
  const stack = await startStack({ dataDir, databaseUrl });
  announce(stack);
  return stack.stop;
}
