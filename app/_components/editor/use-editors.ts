import { useEffect, useState } from 'react';
import type { MachineState } from '../machine/machine-state.ts';
import { createEditors, type Editors } from './editors.ts';

/** The editors of the machines that there are. What is in them is saved before the page is left; each goes with its machine. */
export function useEditors({ lease, phase }: Pick<MachineState, 'lease' | 'phase'>): Editors {
  const [editors] = useState<Editors>(createEditors);
  const leaseId = phase === 'ended' ? null : (lease?.id ?? null);
  const nodes = lease?.nodes;
  useEffect(() => {
    const there = (nodes ?? []).filter(({ state }) => state !== 'stopped').map(({ node }) => node);
    editors.keepOnly(leaseId, there);
  }, [editors, leaseId, nodes]);
  useSavedBeforeLeaving(editors);
  return editors;
}

/** Saves at once when the page is left or hidden, and lets the browser ask where that is too late. */
function useSavedBeforeLeaving(editors: Editors): void {
  useEffect(() => {
    const onHide = (): void => void editors.saveAll();
    const onUnload = (event: BeforeUnloadEvent): void => {
      if (editors.unsaved().length > 0) event.preventDefault();
    };
    document.addEventListener('visibilitychange', onHide);
    addEventListener('beforeunload', onUnload);
    return () => {
      document.removeEventListener('visibilitychange', onHide);
      removeEventListener('beforeunload', onUnload);
    };
  }, [editors]);
}
