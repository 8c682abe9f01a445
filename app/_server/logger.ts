import { pino, type Logger } from 'pino';
import { siteConfig } from './env.ts';
import { processWide } from './process-wide.ts';

/** The site's log: JSON lines on standard output. */
export function logger(): Logger {
  return processWide('logger', () => pino({ name: 'site', level: siteConfig().logLevel, base: null }));
}
