import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { layGround } from '../../host/lay-ground.ts';
import { createLogger } from '../../logger.ts';
import { testConfig } from './test-config.ts';

/** Lays the ground once for all files, so that each runner under test finds it; takes it away at the end. */
export default async function setup(): Promise<() => Promise<void>> {
  const config = testConfig();
  // What a site wanted that ran on this data directory before would be made beside what a test wants.
  await rm(join(config.dataDir, 'prepare'), { recursive: true, force: true });
  const options = {
    config,
    logger: createLogger(config),
    signal: AbortSignal.timeout(40 * 60_000),
    progress: (line: string) => process.stderr.write(`  ${line}\n`),
  };
  const ground = await layGround(options);
  await ground.release();
  return async () => (await layGround(options)).close();
}
