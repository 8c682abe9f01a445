import { useState } from 'react';

export const mostTerminals = 4;

export interface OpenTerminals {
  readonly names: readonly string[];
  readonly active: string;
  readonly select: (name: string) => void;
  /** Opens one more. */
  readonly add: () => void;
  /** Takes one away from the page; its shell goes on. */
  readonly remove: (name: string) => void;
}

const first = { names: ['main'], active: 'main' } as const;

/** The terminals shown for a lease, the same ones after a reload of the page. */
export function useTerminals(leaseId: string | null): OpenTerminals {
  const [shown, setShown] = useState<{
    readonly leaseId: string | null;
    readonly names: readonly string[];
    readonly active: string;
  }>({ leaseId: null, ...first });
  // Another machine begins with one terminal, or with those that were open on it.
  if (shown.leaseId !== leaseId) setShown({ leaseId, ...(leaseId === null ? first : remembered(leaseId)) });
  const show = (names: readonly string[], active: string): void => {
    setShown({ leaseId, names, active });
    if (leaseId !== null) sessionStorage.setItem(key(leaseId), names.join(' '));
  };
  return {
    names: shown.names,
    active: shown.active,
    select: (name) => show(shown.names, name),
    add() {
      const free = ['second', 'third', 'fourth'].find((name) => !shown.names.includes(name));
      if (free !== undefined) show([...shown.names, free], free);
    },
    remove: (name) =>
      show(
        shown.names.filter((other) => other !== name),
        'main',
      ),
  };
}

const key = (leaseId: string): string => `slipway.terminals.${leaseId}`;

function remembered(leaseId: string): { readonly names: readonly string[]; readonly active: string } {
  const kept = typeof sessionStorage === 'undefined' ? null : sessionStorage.getItem(key(leaseId));
  const names = (kept ?? '').split(' ').filter((name) => /^[a-z]{4,6}$/.test(name));
  return names.includes('main') ? { names: names.slice(0, mostTerminals), active: 'main' } : first;
}
