import { expect, test } from 'vitest';
import { countdown, duration } from './clock.ts';

test('a countdown rounds up, shows hours only when there are any, and ends at 0:00', () => {
  expect([3_600_000, 2_890_001, 59_001, 1, 0, -5000].map(countdown)).toEqual([
    '1:00:00',
    '48:11',
    '1:00',
    '0:01',
    '0:00',
    '0:00',
  ]);
});

test('a duration has tenths while they matter', () => {
  expect([84, 100, 1000, 9949, 12_400].map(duration)).toEqual(['under 0.1 s', '0.1 s', '1.0 s', '9.9 s', '12 s']);
});
