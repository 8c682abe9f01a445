import { expect, test } from 'vitest';
import { createFairShare } from './fair-share.ts';

test('each has their own share, and gets back what they give back, once', () => {
  const share = createFairShare(2);
  const first = share.take('ada');
  const second = share.take('ada');
  expect(second).toBeDefined();
  expect(share.take('ada')).toBeUndefined();
  expect(share.take('bob')).toBeDefined();
  first?.();
  first?.();
  expect(share.take('ada')).toBeDefined();
  expect(share.take('ada')).toBeUndefined();
});
