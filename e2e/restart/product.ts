import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { inherited, siteUrl } from '../env.ts';

export const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface Product {
  /** Everything that it has printed. */
  readonly output: () => string;
  /** Waits until it has printed `text`; fails at once when it ends before. */
  readonly says: (text: string) => Promise<void>;
  /** Sends SIGINT to its first process alone, as a service manager does, and waits for its end. Gives its exit code. */
  readonly stop: () => Promise<number>;
}

/** A command of package.json in a process of its own; `npm start` with its ports as the suites have them. */
export function startProduct(dataDir: string, command: readonly string[] = ['start']): Product {
  const site = new URL(siteUrl());
  const child = spawn(process.execPath, [join(checkout, 'scripts/bootstrap.mjs'), ...command], {
    cwd: checkout,
    env: inherited({ SLIPWAY_DATA: dataDir, SLIPWAY_HOST: site.hostname, SLIPWAY_PORT: site.port }),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => Number(code));
  return {
    output: () => output,
    says: async (text) => {
      const heard = (): string => (child.exitCode === null ? output : `${output}\nended with ${child.exitCode}`);
      await expect
        .poll(() => heard().includes(text) || heard().includes('\nended with'), { timeout: 240_000 })
        .toBe(true);
      expect(heard()).toContain(text);
    },
    stop: async () => {
      if (child.exitCode === null) child.kill('SIGINT');
      return ended;
    },
  };
}
