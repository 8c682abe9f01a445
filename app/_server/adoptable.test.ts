import { expect, test } from 'vitest';
import type { Checkpoint } from '../../protocol/sandbox.ts';
import { adoptable } from './adoptable.ts';

const checkpoint = (id: string, sandboxId: string, kind: Checkpoint['kind'], createdAtMs: number): Checkpoint => ({
  ...{ id, sandboxId, kind, createdAtMs, owner: 'ada', name: id, presentImages: [], sizeBytes: null },
});
const lease = (sandboxId: string | null, noted: string | null = null, notedAtMs = 0) => ({
  ...{ sandboxId, checkpoint: noted, checkpointAt: noted === null ? null : new Date(notedAtMs) },
});
const adopted = (leases: Parameters<typeof adoptable>[0], checkpoints: readonly Checkpoint[]): string[] =>
  adoptable(leases, checkpoints).map((one) => `${String(one.lease.sandboxId)} ${one.checkpoint.id}`);

test('of a sandbox the newest one of its shutdowns counts, in whichever order the runner lists them', () => {
  const list = [
    checkpoint('own', 'a', 'asked', 900),
    checkpoint('first', 'a', 'shutdown', 100),
    checkpoint('last', 'a', 'shutdown', 300),
    checkpoint('before', 'a', 'automatic', 800),
    checkpoint('middle', 'a', 'shutdown', 200),
    checkpoint('other', 'b', 'shutdown', 400),
  ];
  for (const checkpoints of [list, list.toReversed()])
    expect(adopted([lease('a'), lease('b'), lease('c'), lease(null)], checkpoints)).toEqual(['a last', 'b other']);
});

test("a learner's own checkpoint is never taken", () => {
  expect(adopted([lease('a')], [checkpoint('own', 'a', 'asked', 100)])).toEqual([]);
});

test('an older note gives way, and a newer one, or the same one, stays', () => {
  const checkpoints = [checkpoint('last', 'a', 'shutdown', 300)];
  expect(adopted([lease('a', 'near-miss', 200)], checkpoints)).toEqual(['a last']);
  expect(adopted([lease('a', 'last', 300)], checkpoints)).toEqual([]);
  expect(adopted([lease('a', 'later', 400)], checkpoints)).toEqual([]);
});
