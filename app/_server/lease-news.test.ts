import { expect, test } from 'vitest';
import type { Sandbox } from '../../protocol/sandbox.ts';
import { leaseNews } from './lease-news.ts';

const sandbox = (said: Partial<Sandbox>): Sandbox => ({
  ...{ id: 'one', leaseId: 'lease', node: 'main', owner: 'ada', state: 'ready', detail: '', stopReason: null },
  ...{ createdAtMs: 0, expiresAtMs: 5000, idleAtMs: 3000, warm: true, restored: false },
  limits: { memoryBytes: 1, cpus: 1, pids: 1, diskBytes: 1 },
  ...said,
});
const lease = (state: Sandbox['state'], sandboxId: string | null = 'one') => ({
  ...{ state, sandboxId, expiresAt: new Date(4000), idleAt: new Date(4000) },
});

test('a sandbox that is prepared changes a lease that is prepared, and no other', () => {
  const said = sandbox({ state: 'preparing', detail: 'Setting up your machine.' });
  expect(leaseNews(lease('preparing', null), said)).toMatchObject({ state: 'preparing', detail: said.detail });
  expect(leaseNews(lease('ready'), said)).toBeUndefined();
  expect(leaseNews(lease('unwell'), said)).toBeUndefined();
});

test('the times of a sandbox only go forward', () => {
  expect(leaseNews(lease('ready'), sandbox({}))).toMatchObject({ expiresAt: new Date(5000), idleAt: new Date(4000) });
});

test('the times that the site guessed give way to those of the runner', () => {
  expect(leaseNews(lease('preparing', null), sandbox({ expiresAtMs: 1000, idleAtMs: 2000 }))).toMatchObject({
    ...{ sandboxId: 'one', expiresAt: new Date(1000), idleAt: new Date(2000) },
  });
});

test('an end is told with its reason, and in words only where it could not be started', () => {
  const end = { state: 'stopped', detail: 'No room.' } as const;
  expect(leaseNews(lease('ready'), sandbox({ ...end, stopReason: 'idle' }))).toMatchObject({
    ...{ state: 'stopped', detail: '', endReason: 'idle', endedAt: expect.any(Date) as Date },
  });
  expect(leaseNews(lease('preparing'), sandbox({ ...end, stopReason: 'failed' }))).toMatchObject({
    ...{ detail: 'No room.', endReason: 'failed' },
  });
  expect(leaseNews(lease('ready'), sandbox({ ...end, stopReason: null }))).toMatchObject({ endReason: 'lost' });
});
