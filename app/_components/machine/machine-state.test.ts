import { expect, test } from 'vitest';
import type { CheckResult } from '../../../protocol/checks.ts';
import type { LeaseView } from '../../../protocol/site.ts';
import { firstMachine, machineAfter, type MachineEvent, type MachineState } from './machine-state.ts';

const lease = (fields: Partial<LeaseView> = {}): LeaseView => ({
  id: 'a'.repeat(20),
  lesson: 'c/l',
  state: 'ready',
  detail: '',
  stopReason: null,
  expiresAtMs: 0,
  idleAtMs: 0,
  checkpoint: null,
  keptUntilMs: null,
  nodes: [],
  isNumbered: false,
  nowMs: 1000,
  ...fields,
});
const result = (id: string, verdict: CheckResult['verdict']): CheckResult => ({
  id,
  verdict,
  expected: 'e',
  found: 'f',
  lookAt: 'l',
  atMs: 1,
  sinceEventMs: 5,
});
const after = (state: MachineState, ...events: readonly MachineEvent[]): MachineState =>
  events.reduce(machineAfter, state);

test('from a click to a usable machine, with the time since the click', () => {
  const asked = after(firstMachine(null, [], 0), { type: 'asked', action: 'start', atMs: 50 });
  expect(asked).toMatchObject({ phase: 'starting', startingSinceMs: 50, asked: 'start' });
  const preparing = after(asked, { type: 'lease', lease: lease({ state: 'preparing' }), atMs: 100 });
  expect(preparing).toMatchObject({ phase: 'starting', startingSinceMs: 50, asked: null, clockOffsetMs: 900 });
  const ready = after(preparing, { type: 'event', event: { type: 'lease', lease: lease() }, atMs: 200 });
  expect(ready).toMatchObject({ phase: 'live', startingSinceMs: null });
});

test('a refusal is said, and the machine that was there is still there', () => {
  const refused = after(
    firstMachine(lease(), [], 0),
    { type: 'asked', action: 'extend', atMs: 1 },
    { type: 'refused', hint: 'too often' },
  );
  expect(refused).toMatchObject({ phase: 'live', refusal: 'too often', asked: null });
});

test('while a fresh machine is asked for, the end of the old one is not shown', () => {
  const asked = after(firstMachine(lease(), [], 0), { type: 'asked', action: 'reset', atMs: 1 });
  expect(
    after(asked, {
      type: 'event',
      event: { type: 'lease', lease: lease({ state: 'stopped', stopReason: 'reset' }) },
      atMs: 2,
    }).phase,
  ).toBe('starting');
  const fresh = after(asked, { type: 'lease', lease: lease({ id: 'b'.repeat(20) }), atMs: 3 });
  expect(fresh).toMatchObject({ phase: 'live', lease: { id: 'b'.repeat(20) } });
});

test('while another node is asked for, the machine stays and its events count', () => {
  const asked = after(firstMachine(lease(), [], 0), { type: 'asked', action: 'nodes', atMs: 1 });
  expect(asked).toMatchObject({ phase: 'live', asked: 'nodes', isJustStarted: false });
  const coming = { node: 'node2', state: 'preparing', detail: '', stopReason: null } as const;
  const told = after(asked, { type: 'event', event: { type: 'lease', lease: lease({ nodes: [coming] }) }, atMs: 2 });
  expect(told.lease?.nodes).toEqual([coming]);
});

test('events of another lease than the one shown are ignored', () => {
  const other = lease({ id: 'b'.repeat(20), state: 'stopped', stopReason: 'idle' });
  expect(
    after(firstMachine(lease(), [], 0), { type: 'event', event: { type: 'lease', lease: other }, atMs: 1 }).phase,
  ).toBe('live');
});

test('what has passed stays passed, and only news are announced', () => {
  const first = firstMachine(lease(), ['old'], 0);
  const state = after(
    first,
    {
      type: 'event',
      event: { type: 'checks', results: [result('old', 'pass'), result('new', 'pass'), result('open', 'fail')] },
      atMs: 1,
    },
    { type: 'event', event: { type: 'checks', results: [result('new', 'fail')] }, atMs: 2 },
  );
  expect([...state.passed]).toEqual(['old', 'new']);
  expect(state.newlyPassed).toEqual(['new']);
});

test('a runner that is away is told, and forgotten with a new lease', () => {
  const away = after(firstMachine(lease(), [], 0), {
    type: 'event',
    event: { type: 'runner', reachable: false },
    atMs: 1,
  });
  expect(away.isRunnerThere).toBe(false);
  expect(after(away, { type: 'event', event: { type: 'lease', lease: lease() }, atMs: 1 }).isRunnerThere).toBe(false);
  expect(after(away, { type: 'lease', lease: lease({ id: 'b'.repeat(20) }), atMs: 1 }).isRunnerThere).toBe(true);
});
