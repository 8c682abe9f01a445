import { defineConfig } from 'vitest/config';

/** Unit tests lie beside what they test and touch nothing outside the process. */
export default defineConfig({
  test: {
    include: ['{protocol,lesson-kit,sandbox-runner,app,scripts,bench}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'sandbox-runner/tests/**'],
    testTimeout: 10_000,
  },
});
