import { pino, type Logger as PinoLogger } from 'pino';
import type { RunnerConfig } from './config.ts';

export type Logger = PinoLogger;

/** JSON lines on stderr. Tickets never reach it, whatever object they sit in. */
export function createLogger(config: Pick<RunnerConfig, 'logLevel' | 'runnerId'>): Logger {
  return pino(
    {
      level: config.logLevel,
      base: { runner: config.runnerId },
      redact: {
        paths: ['authorization', '*.authorization', '*.headers.authorization', 'ticketSecret', '*.ticketSecret'],
      },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}
