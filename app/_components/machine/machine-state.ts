import type { CheckResult } from '../../../protocol/checks.ts';
import type { LeaseView, SiteEvent } from '../../../protocol/site.ts';

export type MachineAction = 'start' | 'stop' | 'reset' | 'resume' | 'extend' | 'jump' | 'restore' | 'nodes';

/** Does it leave the machine the one that it is? */
export function isInPlace(action: MachineAction): boolean {
  return action === 'stop' || action === 'extend' || action === 'nodes';
}

/** none: nothing to speak of; starting: asked for or being made; live: usable, maybe with trouble; ended: says why. */
export type MachinePhase = 'none' | 'starting' | 'live' | 'ended';

export interface MachineState {
  readonly lease: LeaseView | null;
  readonly phase: MachinePhase;
  /** The request under way. */
  readonly asked: MachineAction | null;
  /** When the machine that is starting was asked for, ms since 1970 by this browser's clock. */
  readonly startingSinceMs: number | null;
  /** Has somebody on this page asked for the machine that is there? */
  readonly isJustStarted: boolean;
  /** Why the last request was refused. */
  readonly refusal: string | null;
  readonly isSiteThere: boolean;
  readonly isRunnerThere: boolean;
  readonly clockOffsetMs: number;
  readonly results: ReadonlyMap<string, CheckResult>;
  readonly passed: ReadonlySet<string>;
  /** Checks that have passed since the page was opened, in order: for the announcement. */
  readonly newlyPassed: readonly string[];
}

export type MachineEvent =
  | { readonly type: 'asked'; readonly action: MachineAction; readonly atMs: number }
  | { readonly type: 'refused'; readonly hint: string }
  | { readonly type: 'lease'; readonly lease: LeaseView; readonly atMs: number }
  | { readonly type: 'event'; readonly event: SiteEvent; readonly atMs: number }
  | { readonly type: 'connection'; readonly isOpen: boolean };

/** The state of a page that was made with `lease` and these checks passed, and is alive since `atMs`. */
export function firstMachine(lease: LeaseView | null, passed: readonly string[], atMs: number): MachineState {
  return {
    lease,
    phase: phaseOf(lease),
    asked: null,
    startingSinceMs: phaseOf(lease) === 'starting' ? atMs : null,
    isJustStarted: false,
    refusal: null,
    isSiteThere: true,
    isRunnerThere: true,
    clockOffsetMs: lease === null ? 0 : lease.nowMs - atMs,
    results: new Map(),
    passed: new Set(passed),
    newlyPassed: [],
  };
}

/** The state after something happened. */
export function machineAfter(state: MachineState, event: MachineEvent): MachineState {
  switch (event.type) {
    case 'asked':
      return afterAsking(state, event.action, event.atMs);
    case 'refused':
      return { ...state, asked: null, startingSinceMs: null, refusal: event.hint, phase: phaseOf(state.lease) };
    case 'lease':
      return withLease({ ...state, asked: null, refusal: null }, event.lease, event.atMs);
    case 'connection':
      return { ...state, isSiteThere: event.isOpen };
    case 'event':
      return afterSiteEvent(state, event.event, event.atMs);
  }
}

function afterAsking(state: MachineState, action: MachineAction, atMs: number): MachineState {
  const isStart = !isInPlace(action);
  return {
    ...state,
    asked: action,
    refusal: null,
    ...(isStart
      ? { phase: 'starting', startingSinceMs: atMs, isJustStarted: true, results: new Map<string, CheckResult>() }
      : {}),
  };
}

function afterSiteEvent(state: MachineState, event: SiteEvent, atMs: number): MachineState {
  switch (event.type) {
    case 'lease':
      // While another machine is asked for, what happens to the old one is of no interest.
      if (event.lease.id !== state.lease?.id || isReplacing(state)) return state;
      return withLease(state, event.lease, atMs);
    case 'runner':
      return { ...state, isRunnerThere: event.reachable };
    case 'checks': {
      if (isReplacing(state)) return state;
      const results = new Map(state.results);
      for (const result of event.results) results.set(result.id, result);
      const fresh = event.results
        .filter(({ id, verdict }) => verdict === 'pass' && !state.passed.has(id))
        .map(({ id }) => id);
      return {
        ...state,
        results,
        passed: new Set([...state.passed, ...fresh]),
        newlyPassed: [...state.newlyPassed, ...fresh],
      };
    }
  }
}

function isReplacing(state: MachineState): boolean {
  return state.asked !== null && !isInPlace(state.asked);
}

function withLease(state: MachineState, lease: LeaseView, atMs: number): MachineState {
  const phase = phaseOf(lease);
  return {
    ...state,
    lease,
    phase,
    startingSinceMs: phase === 'starting' ? (state.startingSinceMs ?? atMs) : null,
    clockOffsetMs: lease.nowMs - atMs,
    isRunnerThere: lease.id === state.lease?.id ? state.isRunnerThere : true,
  };
}

function phaseOf(lease: LeaseView | null): MachinePhase {
  if (lease === null) return 'none';
  if (lease.stopReason !== null) return 'ended';
  return lease.state === 'preparing' ? 'starting' : 'live';
}
