import { expect, test } from 'vitest';
import { census } from './_util/census.ts';
import { leakCycles as cycles } from './_util/test-config.ts';
import { testRunner } from './_util/test-runner.ts';
import { until } from './_util/until.ts';

const atOnce = 3;

test(
  `${cycles} machines made and ended leave nothing`,
  async () => {
    await using runner = await testRunner();
    const { client, engine, ground } = runner;
    const cycle = async (): Promise<void> => {
      const { id } = await client.create({ presentImages: ['busybox'] });
      await runner.sh(id, 'docker run -d busybox sleep 1000');
      await client.stop(id);
    };
    const rounds = async (count: number): Promise<void> => {
      for (let done = 0; done < count; done += atOnce) await Promise.all(Array.from({ length: atOnce }, cycle));
    };
    await rounds(2 * atOnce);
    const settled = await until('quiet', async () => {
      const first = await census(engine, ground);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const second = await census(engine, ground);
      return JSON.stringify(first) === JSON.stringify(second) && second;
    });
    const { fileHandles: ownBefore, engineHandles: engineBefore, ...before } = settled;
    const heapBefore = heapBytes();
    await rounds(cycles);
    await until('as it was', async () => {
      const { fileHandles, engineHandles, ...now } = await census(engine, ground);
      expect(now).toEqual(before);
      // Fewer is fine, and a connection that fetch keeps open is no leak.
      expect(fileHandles).toBeLessThan(ownBefore + 5);
      expect(engineHandles).toBeLessThan(engineBefore + 10);
      return true;
    });
    expect(heapBytes() - heapBefore).toBeLessThan(20 * 1024 ** 2 + cycles * 50_000);
  },
  60_000 + cycles * 10_000,
);

function heapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
