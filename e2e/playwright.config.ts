import { defineConfig } from '@playwright/test';
import { baseConfig } from './base-config.ts';
import { siteUrl } from './env.ts';

// What stack.ts starts has the rights of who starts it; only `npm start` takes the site's away.
const elsewhere = ['walk/**', 'restart/**', ...(siteUrl() === '' ? ['rights.spec.ts'] : [])];

/** They end the site or the runner, take all places, or change what there is to learn: nobody else works meanwhile. */
const alone = [
  'instructor.spec.ts',
  'lesson-preview.spec.ts',
  'no-room.spec.ts',
  'page-weight.spec.ts',
  'refusals.spec.ts',
  'rights.spec.ts',
  'runner-hangs.spec.ts',
  'runner-killed.spec.ts',
  'site-killed.spec.ts',
];

/**
 * `npx playwright test -c e2e/playwright.config.ts`. With SITE_URL and RUNNER_URL the product that runs there is tested;
 * without them the global set-up starts runner and site itself: see stack.ts.
 */
export default defineConfig({
  ...baseConfig,
  testDir: '.',
  outputDir: '../test-results/e2e',
  globalSetup: './global-setup.ts',
  // Each has a machine of its own, and waits for it half of its time.
  workers: 2,
  projects: [
    { name: 'together', testIgnore: [...elsewhere, ...alone] },
    { name: 'alone', testIgnore: elsewhere, testMatch: alone, workers: 1, dependencies: ['together'] },
  ],
});
