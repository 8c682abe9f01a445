import { defineConfig } from '@playwright/test';
import { baseConfig } from '../base-config.ts';

/** `npm test restart`: starts and stops the product itself, on SLIPWAY_DATA and on a data directory of its own. */
export default defineConfig({
  ...baseConfig,
  testDir: '.',
  workers: 1,
  outputDir: '../../test-results/restart',
  timeout: 300_000,
});
