import { AppError } from '../protocol/errors.ts';
import { readConfig } from './config.ts';
import { clearGround } from './host/clear-ground.ts';
import { instanceOf } from './host/instance.ts';
import { layGround } from './host/lay-ground.ts';
import { createLogger } from './logger.ts';

/**
 * Lays the ground with its progress printed, and leaves it up for a runner to adopt; with --close takes it down.
 * Configured like the runner (config.ts). Ends with 1 and a plain sentence when this machine can't carry it.
 */
async function main(args: readonly string[]): Promise<void> {
  const config = readConfig();
  const logger = createLogger({ ...config, logLevel: 'warn' });
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  if (args.includes('--close')) {
    await clearGround(instanceOf(config.dataDir), print);
    return;
  }
  const abort = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => abort.abort());
  const ground = await layGround({ config, logger, signal: abort.signal, progress: print });
  await ground.release();
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof AppError ? error.message : String((error as Error).stack)}\n`);
    process.exit(1);
  },
);
