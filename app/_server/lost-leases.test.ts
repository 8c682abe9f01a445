import { expect, test } from 'vitest';
import type { Sandbox, SandboxList } from '../../protocol/sandbox.ts';
import { lostLeases } from './lost-leases.ts';

const readAtMs = Date.parse('2026-11-23T10:00:00Z');
const lease = (id: string, { had, ageMs, state }: { had: boolean; ageMs: number; state?: Sandbox['state'] }) => ({
  ...{ id, sandboxId: had ? `sandbox of ${id}` : null, createdAt: new Date(readAtMs - ageMs) },
  state: state ?? (had ? ('ready' as const) : ('preparing' as const)),
});
const sandbox = (leaseId: string, node: Sandbox['node'] = 'main'): Sandbox => ({
  ...{ id: `sandbox of ${leaseId}`, leaseId, node, owner: 'ada', state: 'ready', detail: '', stopReason: null },
  ...{ createdAtMs: 0, expiresAtMs: 0, idleAtMs: 0, warm: false, restored: false },
  limits: { memoryBytes: 1, cpus: 1, pids: 1, diskBytes: 1 },
});
const lost = (live: ReturnType<typeof lease>[], list: Partial<SandboxList>): string[] =>
  lostLeases(live, { sandboxes: [], startingLeases: [], ...list }, readAtMs).map(({ id }) => id);

test('a machine that its runner has no more is lost at once, one that it has is not', () => {
  const live = [lease('gone', { had: true, ageMs: 0 }), lease('there', { had: true, ageMs: 900_000 })];
  expect(lost(live, { sandboxes: [sandbox('there')] })).toEqual(['gone']);
});

test('the first machine counts, not one beside it', () => {
  const live = [lease('headless', { had: true, ageMs: 900_000 })];
  expect(lost(live, { sandboxes: [sandbox('headless', 'node2')] })).toEqual(['headless']);
});

test('a request may be on its way for half a minute', () => {
  const live = [lease('young', { had: false, ageMs: 29_000 }), lease('old', { had: false, ageMs: 31_000 })];
  expect(lost(live, {})).toEqual(['old']);
});

test('a machine that was being prepared when its runner was killed is asked for again', () => {
  const state = 'preparing';
  const live = [lease('young', { had: true, ageMs: 1000, state }), lease('old', { had: true, ageMs: 31_000, state })];
  expect(lost(live, {})).toEqual(['old']);
});

test('a class that waits for its machines for minutes has lost none', () => {
  const live = [lease('waiting', { had: false, ageMs: 170_000 }), lease('placed', { had: true, ageMs: 170_000 })];
  expect(lost(live, { startingLeases: ['waiting', 'placed'] })).toEqual([]);
});

test('a machine that came after the leases were read is not lost', () => {
  const live = [lease('waiting', { had: false, ageMs: 170_000 })];
  expect(lost(live, { sandboxes: [sandbox('waiting')] })).toEqual([]);
});
