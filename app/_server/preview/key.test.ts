import { expect, test } from 'vitest';
import { previewKey, readPreviewKey } from './key.ts';

const secret = 's'.repeat(32);
const leaseId = 'abcdefghij0123456789';

test('a key leads back to its lease and node, and fits a label of a host name with any port', () => {
  for (const node of ['main', 'node2', 'worker-three'.slice(0, 10)]) {
    const key = previewKey({ leaseId, node }, secret);
    expect(readPreviewKey(key, secret)).toEqual({ leaseId, node });
    expect(`65535--${key}`.length).toBeLessThanOrEqual(63);
    expect(key).toMatch(/^[a-z0-9-]+$/);
  }
});

test('a key of another secret, lease or node is none', () => {
  const key = previewKey({ leaseId, node: 'main' }, secret);
  expect(readPreviewKey(key, 'x'.repeat(32))).toBeUndefined();
  expect(readPreviewKey(`bbcdefghij0123456789${key.slice(20)}`, secret)).toBeUndefined();
  expect(readPreviewKey(`${key}-node2`, secret)).toBeUndefined();
  for (const odd of ['', leaseId, `${key}0`, key.toUpperCase(), `${key}\0`])
    expect(readPreviewKey(odd, secret)).toBeUndefined();
});
