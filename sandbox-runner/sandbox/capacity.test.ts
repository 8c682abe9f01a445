import { expect, test } from 'vitest';
import type { Storage } from '../host/storage.ts';
import { defaultCapacity, requireDisk } from './capacity.ts';

const gib = 1024 ** 3;

test('the scarcer of memory and disk decides, and one always fits', () => {
  expect(defaultCapacity(100 * gib, 16 * gib)).toBe(38);
  expect(defaultCapacity(12 * gib, 16 * gib)).toBe(10);
  expect(defaultCapacity(1 * gib, 1 * gib)).toBe(1);
});

test('a pool that is short refuses before anything is made', async () => {
  const withFree = (bytes: number): Storage => ({ freeBytes: () => Promise.resolve(bytes) }) as unknown as Storage;
  await expect(requireDisk(withFree(1.5 * gib))).rejects.toMatchObject({ code: 'disk_full' });
  await expect(requireDisk(withFree(3 * gib))).resolves.toBeUndefined();
});
