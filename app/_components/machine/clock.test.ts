import { expect, test } from 'vitest';
import { ago, countdown, duration, size } from './clock.ts';

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

test('what has passed is said in its largest unit, sizes in theirs', () => {
  expect([0, 59_000, 60_000, 7_200_000, 90_000_000, 200_000_000].map(ago)).toEqual([
    'just now',
    'just now',
    '1 minute ago',
    '2 hours ago',
    '1 day ago',
    '2 days ago',
  ]);
  expect([10, 640_000, 12_300_000, 1_440_000_000].map(size)).toEqual(['1 kB', '640 kB', '12 MB', '1.4 GB']);
});
