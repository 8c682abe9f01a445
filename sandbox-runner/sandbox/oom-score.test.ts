import { expect, test } from 'vitest';
import { oomScoreAdjustment } from './oom-score.ts';

test('a runner with every capability spares the engine', () => {
  expect(oomScoreAdjustment('Name:\tnode\nCapEff:\t000001ffffffffff\n')).toBe(-500);
});

test('without CAP_SYS_RESOURCE the score is left alone', () => {
  expect(oomScoreAdjustment('CapEff:\t000001fffeffffff\n')).toBe(0);
  expect(oomScoreAdjustment('nothing known')).toBe(0);
});
