'use client';

import dynamic from 'next/dynamic';
import type { Machine } from './use-machine.ts';

// Long before its end a machine has been there for a while.
const EndingWarning = dynamic(() => import('./ending-warning.tsx').then((m) => m.EndingWarning), { ssr: false });

/** Before the machine is stopped: a line over everything on the page that says so, with a button against it. */
export function LifeWarning({ machine }: { readonly machine: Machine }) {
  return machine.phase === 'live' ? <EndingWarning machine={machine} /> : null;
}
