import { AppError } from '../protocol/errors.ts';
import { readConfig } from './config.ts';
import { createLogger } from './logger.ts';
import { startRunner } from './runner.ts';

try {
  const config = readConfig();
  const logger = createLogger(config);
  process.on('unhandledRejection', (error) => logger.error({ err: error }, 'unhandled rejection'));
  const runner = await startRunner(config, logger);
  const asked = new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, resolve);
  });
  const failed = runner.failed.then(() => {
    throw new AppError('engine_unreachable', 'the outer engine does not answer any more');
  });
  logger.info({ signal: await Promise.race([asked, failed]) }, 'stopping');
  await runner.close();
  process.exit(0);
} catch (error) {
  const text = error instanceof AppError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`the runner stopped: ${text}\n`);
  process.exit(1);
}
