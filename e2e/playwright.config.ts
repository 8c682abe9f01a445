import { defineConfig } from '@playwright/test';
import { chromium } from './env.ts';

/**
 * `npx playwright test -c e2e/playwright.config.ts`. With SITE_URL and RUNNER_URL the product that runs there is tested;
 * without them the global set-up starts runner and site itself: see stack.ts.
 */
export default defineConfig({
  testDir: '.',
  testIgnore: 'walk/**',
  outputDir: '../test-results/e2e',
  globalSetup: './global-setup.ts',
  // One after the other: each has a machine of its own, and two cores are few.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    // Recording every test costs a quarter of the time; `--trace on` for the one that is looked into.
    trace: 'off',
    screenshot: 'only-on-failure',
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-default-apps',
        '--no-first-run',
        '--disable-gpu',
        '--disable-dev-shm-usage',
      ],
    },
  },
});
