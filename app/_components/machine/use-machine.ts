import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { NodeName } from '../../../protocol/node.ts';
import type { CheckResult } from '../../../protocol/checks.ts';
import type { LeaseView } from '../../../protocol/site.ts';
import { callMachineApi, Refusal } from './machine-api.ts';
import { listenToLease } from './machine-events.ts';
import { firstMachine, isInPlace, machineAfter } from './machine-state.ts';
import type { MachineAction, MachineEvent, MachineState } from './machine-state.ts';

export interface Machine extends MachineState {
  /** At the beginning of `step`; default: of the lesson. */
  readonly start: (step?: string) => void;
  readonly stop: () => void;
  readonly reset: () => void;
  readonly resume: () => void;
  readonly extend: () => void;
  /** To the beginning of a step. */
  readonly jump: (step: string) => void;
  /** To one of the learner's checkpoints. */
  readonly restore: (checkpoint: string) => void;
  /** What can be done with the machines beside the first one. */
  readonly nodes: {
    /** One more, under the first name that is free. */
    readonly add: () => void;
    /** One that has ended, anew. */
    readonly restart: (node: NodeName) => void;
    readonly remove: (node: NodeName) => void;
  };
  /** A check's result that did not come by the machine's events. */
  readonly noteResult: (result: CheckResult) => void;
  /** Milliseconds since 1970 by the site's clock. */
  readonly siteNowMs: () => number;
}

/** The last request that has not been answered. */
interface Underway {
  readonly action: MachineAction;
  ended: Promise<void>;
}

/**
 * The learner's machine for a lesson: what is known of it, kept current by its events, and what can be done with it.
 * `playNodes`: it is for free play instead, and is started with so many machines.
 */
export function useMachine(
  lesson: string,
  initialLease: LeaseView | null,
  initialPassed: readonly string[],
  playNodes?: number,
): Machine {
  const [state, dispatch] = useReducer(machineAfter, undefined, () =>
    firstMachine(initialLease, initialPassed, Date.now()),
  );
  const underway = useRef<Underway | null>(null);

  const act = useCallback((action: MachineAction, method: 'POST' | 'DELETE', path: string, body?: unknown) => {
    const before = underway.current;
    // A second click is one too many. But that a machine has stopped is told before the answer, and then others are offered.
    if (before !== null && (before.action !== 'stop' || isInPlace(action))) return;
    dispatch({ type: 'asked', action, atMs: Date.now() });
    const request: Underway = { action, ended: Promise.resolve() };
    const tell = (event: MachineEvent): void => {
      if (underway.current === request) dispatch(event);
    };
    const ask = async (): Promise<void> => {
      await before?.ended;
      try {
        const lease = await callMachineApi(method, path, body);
        tell({ type: 'lease', lease, atMs: Date.now() });
      } catch (error) {
        tell({ type: 'refused', hint: error instanceof Refusal ? error.message : String(error) });
      }
      if (underway.current === request) underway.current = null;
    };
    underway.current = request;
    request.ended = ask();
  }, []);

  const noteResult = useCallback((result: CheckResult) => {
    dispatch({ type: 'event', event: { type: 'checks', results: [result] }, atMs: Date.now() });
  }, []);

  const liveId = state.lease !== null && state.lease.stopReason === null ? state.lease.id : null;
  useEffect(() => {
    if (liveId === null) return;
    const events = listenToLease(liveId, {
      event: (event) => dispatch({ type: 'event', event, atMs: Date.now() }),
      connection: (isOpen) => dispatch({ type: 'connection', isOpen }),
      stuck: () => {
        callMachineApi('GET', `/api/leases/${liveId}`)
          .then((lease) => dispatch({ type: 'lease', lease, atMs: Date.now() }))
          .catch(() => undefined);
      },
    });
    return () => events.close();
  }, [liveId]);

  const id = state.lease?.id ?? '';
  const path = playNodes === undefined ? `/api/lessons/${lesson}/lease` : '/api/play/lease';
  return {
    ...state,
    start: (step) => act('start', 'POST', path, playNodes === undefined ? atStep(step) : { nodes: playNodes }),
    stop: () => act('stop', 'DELETE', path),
    nodes: {
      add: () => act('nodes', 'POST', `/api/leases/${id}/nodes`),
      restart: (node) => act('nodes', 'POST', `/api/leases/${id}/nodes/${node}`),
      remove: (node) => act('nodes', 'DELETE', `/api/leases/${id}/nodes/${node}`),
    },
    reset: () => act('reset', 'POST', `/api/leases/${id}/reset`),
    resume: () => act('resume', 'POST', `/api/leases/${id}/resume`),
    jump: (step) => act('jump', 'POST', `/api/leases/${id}/jump`, { step }),
    restore: (checkpoint) => act('restore', 'POST', `/api/leases/${id}/checkpoints/${checkpoint}`),
    extend: () => act('extend', 'POST', `/api/leases/${id}/extend`),
    noteResult,
    siteNowMs: () => Date.now() + state.clockOffsetMs,
  };
}

function atStep(step: string | undefined): { step: string } | undefined {
  return step === undefined ? undefined : { step };
}
