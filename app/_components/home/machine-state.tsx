'use client';

import { useState } from 'react';
import { countdown } from '../machine/clock.ts';
import { useNow } from '../use-now.ts';
import { ago } from './ago.ts';
import styles from './machine-state.module.css';

interface MachineStateProps {
  readonly state: 'running' | 'saved';
  /** How long it still runs, or how long ago it was saved, when the page was made; ms. */
  readonly ms: number;
}

/** How a machine is: the time that it has left, or how long ago it was saved. */
export function MachineState({ state, ms }: MachineStateProps) {
  const now = useNow(1000);
  const [start] = useState(now);
  const elapsed = now - start;
  const left = ms - elapsed;
  return (
    <span className={styles['state']}>
      <span className={styles['dot']} data-running={state === 'running' && left > 0} aria-hidden="true" />
      {state === 'saved' ? (
        `Machine saved ${ago(ms + elapsed)}`
      ) : left > 0 ? (
        <span>
          Machine runs, <span className={styles['clock']}>{countdown(left)}</span> left
        </span>
      ) : (
        'The machine’s time is up'
      )}
    </span>
  );
}
