import { defineConfig } from '@playwright/test';
import base from '../playwright.config.ts';

/** `npm test walk`: every course from its first lesson to its last, as a learner goes through it; long, and so by itself. */
export default defineConfig({
  ...base,
  testDir: '.',
  testIgnore: [],
  outputDir: '../../test-results/walk',
  globalSetup: '../global-setup.ts',
});
