import { expect, test } from 'vitest';
import { ago } from './ago.ts';

test('the largest unit that fits, in words', () => {
  expect([-5, 59_999, 60_000, 3_599_999, 3_600_000, 86_399_999, 172_800_000].map(ago)).toEqual([
    'just now',
    'just now',
    '1 minute ago',
    '59 minutes ago',
    '1 hour ago',
    '23 hours ago',
    '2 days ago',
  ]);
});
