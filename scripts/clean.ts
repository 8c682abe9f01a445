import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../protocol/errors.ts';
import { sandboxUser } from '../sandbox-runner/host/subordinate-ids.ts';
import { removeSystemUser } from '../sandbox-runner/host/system-user.ts';
import { groundCommand, runnerEnv } from './installation.ts';
import { stopPostgres } from './postgres.ts';
import { createProgress } from './progress.ts';
import { readSettings } from './settings.ts';
import { databaseUser, siteUser } from './users.ts';

/** `npm run clean`: returns the machine to what it was, system packages aside. Asks for --yes, because progress goes too. */
export async function main(args: readonly string[]): Promise<void> {
  const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
  const settings = readSettings(checkout);
  const progress = createProgress();
  if (!args.includes('--yes')) {
    throw new AppError(
      'bad_request',
      `this deletes ${settings.dataDir}: images, learners' machines, uploaded lessons, accounts and progress. If you mean it: npm run clean -- --yes`,
    );
  }
  await progress.step('stopping what is left of engine, sandboxes and registry', (note) =>
    groundCommand(checkout, 'clear-ground-main.ts', [], runnerEnv(settings, 'x'.repeat(32)), note),
  );
  if (existsSync(settings.dataDir)) {
    await progress.step('stopping the database', () => stopPostgres(settings.dataDir));
    await progress.step(`deleting ${settings.dataDir}`, async () => {
      for (const name of await readdir(settings.dataDir))
        await rm(`${settings.dataDir}/${name}`, { recursive: true, force: true });
      await rm(settings.dataDir, { recursive: true, force: true });
    });
  }
  await progress.step('removing system users', async () => {
    for (const name of [siteUser, databaseUser, sandboxUser]) await removeSystemUser(name);
  });
  progress.say('Clean. Debian packages stay; node_modules and .next in this checkout can be deleted by hand.');
}
