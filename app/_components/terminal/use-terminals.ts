import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { oneTerminal, readTerminalSet, type TerminalSet } from './terminal-set.ts';

const prefix = 'slipway.terminals.';
const mostKept = 12;
const listeners = new Set<() => void>();

export interface Terminals {
  readonly set: TerminalSet;
  /** The set as it is now, also between two renderings. */
  readonly current: () => TerminalSet;
  readonly change: (by: (set: TerminalSet) => TerminalSet) => void;
}

/** The terminals shown for a lease: the same ones after a reload, and at first in another window of this browser. */
export function useTerminals(leaseId: string | null): Terminals {
  const key = prefix + (leaseId ?? '');
  const kept = useSyncExternalStore(
    subscribe,
    () => keptUnder(key),
    () => null,
  );
  const set = useMemo(() => (leaseId === null ? oneTerminal : readTerminalSet(kept)), [leaseId, kept]);
  const current = useCallback(() => (leaseId === null ? oneTerminal : readTerminalSet(keptUnder(key))), [leaseId, key]);
  const change = useCallback(
    (by: (set: TerminalSet) => TerminalSet) => {
      if (leaseId === null) return;
      const before = current();
      const next = by(before);
      if (next === before) return;
      sessionStorage.setItem(key, JSON.stringify(next));
      localStorage.setItem(key, JSON.stringify(next));
      forgetOldest(key);
      for (const listener of listeners) listener();
    },
    [leaseId, key, current],
  );
  return { set, current, change };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Two windows on one lease each have their own, once something was changed in them. */
function keptUnder(key: string): string | null {
  return sessionStorage.getItem(key) ?? localStorage.getItem(key);
}

/** Leases come and go; what was kept for them must not pile up. */
function forgetOldest(mine: string): void {
  const others = Object.keys(localStorage).filter((key) => key.startsWith(prefix) && key !== mine);
  for (const key of others.slice(0, Math.max(0, others.length - mostKept))) localStorage.removeItem(key);
}
