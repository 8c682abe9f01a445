import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The beginnings of steps are made only while the machine is not busy with other things. Beside the first of these files other
 * suites run, beside the last ones nothing does.
 */
class StepsLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLast = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith('/steps.test.ts');
    const sorted = await super.sort(files);
    return [...sorted.filter((file) => !isLast(file)), ...sorted.filter(isLast)];
  }
}

/** Against the real engine. One file after the other: a data directory bears one runner at a time. */
export default defineConfig({
  cacheDir: join(import.meta.dirname, '../../node_modules/.vite/runner'),
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    globalSetup: ['./_util/global-setup.ts'],
    sequence: { sequencer: StepsLast },
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    teardownTimeout: 60_000,
  },
});
