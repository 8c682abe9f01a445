import { readConfig, type RunnerConfig } from '../../config.ts';

export const ticketSecret = 'only-for-tests-only-for-tests-only-for-tests';

/**
 * Where the tests' ground lies; kept between runs, because building its images takes minutes. The whole suite runs on
 * plain directories with SLIPWAY_TEST_STORAGE=directory and another SLIPWAY_TEST_DATA.
 */
export const testDataDir = process.env['SLIPWAY_TEST_DATA'] ?? '/var/tmp/slipway-test';

/** Where programs are found, for processes that tests start with nothing else of this one's environment. */
export const searchPath = process.env['PATH'] ?? '';

/** How many machines the test for leaks makes. */
export const leakCycles = Number(process.env['SLIPWAY_TEST_CYCLES'] ?? 12);

/** The environment of a runner under test: any free port, nothing kept ready unless a test asks. */
export function testEnv(overrides: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    SLIPWAY_DATA: testDataDir,
    SLIPWAY_RUNNER_ID: 'test',
    SLIPWAY_RUNNER_PORT: '0',
    SLIPWAY_TICKET_SECRET: ticketSecret,
    SLIPWAY_STORAGE: process.env['SLIPWAY_TEST_STORAGE'] ?? 'auto',
    SLIPWAY_WARM: '0',
    SLIPWAY_MAX_PER_OWNER: '4',
    SLIPWAY_LOG_LEVEL: process.env['SLIPWAY_TEST_LOG'] ?? 'warn',
    ...overrides,
  };
}

export function testConfig(overrides: Readonly<Record<string, string>> = {}): RunnerConfig {
  return readConfig(testEnv(overrides));
}
