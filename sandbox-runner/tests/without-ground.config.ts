import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Parts of the runner against what a sandbox may send them: programs and sockets, but neither engine nor ground. */
export default defineConfig({
  cacheDir: join(import.meta.dirname, '../../node_modules/.vite/runner-parts'),
  test: {
    root: import.meta.dirname,
    include: ['without-ground/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
  },
});
