import { mkdir } from 'node:fs/promises';
import { AppError } from '../protocol/errors.ts';
import { readConfig } from './config.ts';
import { clearGround } from './host/clear-ground.ts';
import { groundPaths, instanceOf } from './host/instance.ts';
import { takeLock } from './host/lock.ts';

/**
 * Takes down everything of an installation after any crash; data stays. Does nothing twice. Refuses while a runner has
 * the data directory: stop that one first.
 */
async function main(): Promise<void> {
  const instance = instanceOf(readConfig().dataDir);
  await mkdir(instance.dataDir, { recursive: true });
  const lock = await takeLock(groundPaths(instance).lock);
  await clearGround(instance, (line) => void process.stdout.write(`${line}\n`));
  await lock.release();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof AppError ? error.message : String((error as Error).stack)}\n`);
    process.exit(1);
  },
);
