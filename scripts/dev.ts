import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateDatabaseClient } from './database-client.ts';
import { siteUrl, startBackend, uploadsFolder } from './installation.ts';
import { createProgress } from './progress.ts';
import { lessonRoots, readSettings } from './settings.ts';
import { siteEnv } from './site-env.ts';

/**
 * `npm run dev`: database and runner as `npm start` runs them, and the site in Next's development mode straight from the
 * checkout, with its output here. Lessons and pages reload when they are edited; the runner has to be started again.
 */
export async function main(): Promise<void> {
  const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
  const settings = readSettings(checkout);
  const progress = createProgress();
  await progress.step('generating the database client', () => generateDatabaseClient(checkout, settings.env));
  const backend = await startBackend(checkout, settings, progress);
  const env = {
    ...siteEnv(settings, backend.siteNeeds, lessonRoots(settings, join(checkout, 'lessons')), {
      uploads: await uploadsFolder(settings.dataDir),
      images: join(checkout, 'sandbox-runner/images'),
    }),
    NODE_ENV: 'development',
  };
  const args = ['--import', 'tsx', 'app/server.mts', '--dev'];
  const site = spawn(process.execPath, args, { cwd: checkout, env, stdio: 'inherit' });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => site.kill('SIGTERM'));
  progress.say(`\nSlipway in development: ${siteUrl(settings)}`);
  await once(site, 'exit');
  await progress.step('stopping runner, engine and database', () => backend.stop());
  process.exit(0);
}
