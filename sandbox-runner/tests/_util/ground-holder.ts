import { setInterval } from 'node:timers';
import { layGround } from '../../host/lay-ground.ts';
import { createLogger } from '../../logger.ts';
import { testConfig } from './test-config.ts';

// A process that holds the ground as a runner does, for tests that kill it. Prints "laid" when it has it.
const config = testConfig();
await layGround({
  config,
  logger: createLogger(config),
  signal: new AbortController().signal,
  progress: () => undefined,
});
process.stdout.write('laid\n');
setInterval(() => undefined, 60_000);
