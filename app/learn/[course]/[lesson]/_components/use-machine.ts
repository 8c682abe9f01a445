import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { LeaseView } from '../../../../../protocol/site.ts';
import { callMachineApi, Refusal } from './machine-api.ts';
import { listenToLease } from './machine-events.ts';
import { firstMachine, machineAfter, type MachineAction, type MachineState } from './machine-state.ts';

export interface Machine extends MachineState {
  readonly start: () => void;
  readonly stop: () => void;
  readonly reset: () => void;
  readonly resume: () => void;
  readonly extend: () => void;
  /** Milliseconds since 1970 by the site's clock. */
  readonly siteNowMs: () => number;
}

/** The learner's machine for a lesson: what is known of it, kept current by its events, and what can be done with it. */
export function useMachine(lesson: string, initialLease: LeaseView | null, initialPassed: readonly string[]): Machine {
  const [state, dispatch] = useReducer(machineAfter, undefined, () =>
    firstMachine(initialLease, initialPassed, Date.now()),
  );
  const busy = useRef(false);

  const act = useCallback((action: MachineAction, method: 'POST' | 'DELETE', path: string) => {
    if (busy.current) return;
    busy.current = true;
    dispatch({ type: 'asked', action, atMs: Date.now() });
    callMachineApi(method, path)
      .then((lease) => dispatch({ type: 'lease', lease, atMs: Date.now() }))
      .catch((error: unknown) =>
        dispatch({ type: 'refused', hint: error instanceof Refusal ? error.message : String(error) }),
      )
      .finally(() => (busy.current = false));
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
  return {
    ...state,
    start: () => act('start', 'POST', `/api/lessons/${lesson}/lease`),
    stop: () => act('stop', 'DELETE', `/api/lessons/${lesson}/lease`),
    reset: () => act('reset', 'POST', `/api/leases/${id}/reset`),
    resume: () => act('resume', 'POST', `/api/leases/${id}/resume`),
    extend: () => act('extend', 'POST', `/api/leases/${id}/extend`),
    siteNowMs: () => Date.now() + state.clockOffsetMs,
  };
}
