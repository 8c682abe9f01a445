import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Against the real engine. One file after the other: a data directory bears one runner at a time. */
export default defineConfig({
  cacheDir: join(import.meta.dirname, '../../node_modules/.vite/runner'),
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    globalSetup: ['./_util/global-setup.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    teardownTimeout: 60_000,
  },
});
