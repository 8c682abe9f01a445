import { expect, test } from 'vitest';
import { chooseStart, parseRanges } from './subordinate-ids.ts';

const ranges = (text: string): ReturnType<typeof parseRanges> => parseRanges(text);

test('takes the first range that touches nobody’s', () => {
  const users = ranges('alice:1000000:65536\nbob:1065536:65537\n# carol:5:5\nbroken\n');
  expect(chooseStart(users, [], Number.NaN)).toBe(1_000_000 + 3 * 65_536);
  expect(chooseStart(users, ranges('dave:1196608:65536'), Number.NaN)).toBe(1_000_000 + 4 * 65_536);
  expect(chooseStart([], [], Number.NaN)).toBe(1_000_000);
});

test('keeps the range that the user has, and the one that the data directory remembers', () => {
  const own = ranges('alice:1000000:65536\nslipway-sandbox:3000000:65536');
  expect(chooseStart(own, own, Number.NaN)).toBe(3_000_000);
  expect(chooseStart(own, own, 3_000_000)).toBe(3_000_000);
  expect(chooseStart(ranges('alice:1000000:65536'), [], 5_000_000)).toBe(5_000_000);
});

test('refuses a data directory whose range is another one here', () => {
  const own = ranges('slipway-sandbox:3000000:65536');
  expect(() => chooseStart(own, own, 1_000_000)).toThrow(/slipway-sandbox:1000000:65536/);
  expect(() => chooseStart(ranges('alice:900000:200000'), [], 1_000_000)).toThrow(/somebody else/);
});
