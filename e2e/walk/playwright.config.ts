import { defineConfig } from '@playwright/test';
import { baseConfig } from '../base-config.ts';

/** `npm test walk`: every course from its first lesson to its last, as a learner goes through it; long, and so by itself. */
export default defineConfig({
  ...baseConfig,
  testDir: '.',
  workers: 1,
  outputDir: '../../test-results/walk',
  globalSetup: '../global-setup.ts',
});
