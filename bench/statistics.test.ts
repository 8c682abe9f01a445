import { expect, test } from 'vitest';
import { percentile, table } from './statistics.ts';

test('percentile takes the nearest rank', () => {
  const samples = [5, 1, 4, 2, 3];
  expect(percentile(samples, 0.5)).toBe(3);
  expect(percentile(samples, 0.95)).toBe(5);
  expect(percentile([], 0.5)).toBeNaN();
});

test('a table says for each goal whether the bad tail meets it', () => {
  const text = table([
    { name: 'start', unit: 'ms', samples: [100, 120, 400], goal: 150, better: 'lower' },
    { name: 'flow', unit: 'MB/s', samples: [90, 80], goal: 50, better: 'higher' },
  ]);
  expect(text).toContain('| start | 3 | 120 ms | 400 ms | 150 ms | no |');
  expect(text).toContain('| flow | 2 | 80.0 MB/s | 80.0 MB/s | 50 MB/s | yes |');
});
