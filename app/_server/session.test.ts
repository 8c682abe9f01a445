import { expect, test } from 'vitest';
import { newSessionCookie, readToken, readTokens } from './session.ts';

const [ours, planted] = ['A'.repeat(43), 'B'.repeat(43)];

test('tokens are read by the name of their cookie, all of them, in their order', () => {
  const header = `slipway_a=${planted}; slipway_learner=x; slipway_a=${ours};slipway_ab=${ours}; slipway_learner=${ours}`;
  expect(readTokens(header, 'slipway_a')).toEqual([planted, ours]);
  expect(readToken(header)).toBe(ours);
});

test('what has not the form of a token is none', () => {
  for (const value of ['', 'short', `${ours}A`, `"${ours}"`, `${'A'.repeat(42)}=`])
    expect(readTokens(`slipway_learner=${value}`, 'slipway_learner')).toEqual([]);
  for (const header of [null, undefined, '', 'slipway_learner', ours]) expect(readToken(header)).toBeUndefined();
});

test('each new session has a token of its own, out of reach of scripts', () => {
  const [first, second] = [newSessionCookie(false), newSessionCookie(true)];
  expect(first).toMatch(/^slipway_learner=[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax$/);
  expect(second).toMatch(/; Secure$/);
  expect(readToken(first)).not.toBe(readToken(second));
});
