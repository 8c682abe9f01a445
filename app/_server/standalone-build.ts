import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setStandaloneConfig } from './env.ts';

/** Lets Next run from a standalone build in `root`, before `next` is imported. In a checkout it does nothing. */
export function adoptStandaloneBuild(root: string): void {
  if (existsSync(join(root, 'app/server.mts'))) return;
  const text = readFileSync(join(root, '.next/required-server-files.json'), 'utf8');
  setStandaloneConfig((JSON.parse(text) as { config: unknown }).config);
}
