import { useState, useSyncExternalStore } from 'react';

export const mostTerminals = 4;
const extraNames = ['second', 'third', 'fourth'];

export interface OpenTerminals {
  readonly names: readonly string[];
  readonly active: string;
  readonly select: (name: string) => void;
  /** Opens one more. */
  readonly add: () => void;
  /** Takes one away from the page; its shell goes on. */
  readonly remove: (name: string) => void;
}

const listeners = new Set<() => void>();

/** The terminals shown for a lease, the same ones after a reload of the page. */
export function useTerminals(leaseId: string | null): OpenTerminals {
  const key = `slipway.terminals.${leaseId ?? ''}`;
  const kept = useSyncExternalStore(
    subscribe,
    () => sessionStorage.getItem(key) ?? '',
    () => '',
  );
  const names = ['main', ...extraNames.filter((name) => kept.split(' ').includes(name))];
  const [wanted, setWanted] = useState('main');
  const keep = (next: readonly string[]): void => {
    sessionStorage.setItem(key, next.join(' '));
    for (const listener of listeners) listener();
  };
  return {
    names,
    active: names.includes(wanted) ? wanted : 'main',
    select: setWanted,
    add() {
      const free = extraNames.find((name) => !names.includes(name));
      if (free === undefined) return;
      keep([...names, free]);
      setWanted(free);
    },
    remove: (name) => keep(names.filter((other) => other !== name)),
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
