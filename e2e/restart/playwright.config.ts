import { defineConfig } from '@playwright/test';
import base from '../playwright.config.ts';

/** `npm test restart`: starts and stops the product itself, on SLIPWAY_DATA and on a data directory of its own. */
export default defineConfig({
  ...base,
  testDir: '.',
  testIgnore: [],
  outputDir: '../../test-results/restart',
  globalSetup: [],
  timeout: 300_000,
});
