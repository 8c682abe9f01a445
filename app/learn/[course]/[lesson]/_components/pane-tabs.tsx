'use client';

import { useState } from 'react';
import type { MachinePhase } from './machine-state.ts';
import styles from './pane-tabs.module.css';

export type Pane = 'text' | 'machine';

interface PaneTabsProps {
  readonly pane: Pane;
  readonly onPane: (pane: Pane) => void;
  /** How many checks have passed since the page was opened. */
  readonly newlyPassed: number;
  readonly phase: MachinePhase;
}

const phaseWords: Readonly<Record<MachinePhase, string>> = { none: '', starting: '…', live: '', ended: 'stopped' };

/** On a small screen: text or machine. A tick in the text shows on its tab while the machine is in front. */
export function PaneTabs({ pane, onPane, newlyPassed, phase }: PaneTabsProps) {
  const [seen, setSeen] = useState(newlyPassed);
  if (pane === 'text' && seen !== newlyPassed) setSeen(newlyPassed);
  const unseen = newlyPassed - seen;
  return (
    <div className={styles['tabs']} role="group" aria-label="Panes">
      <button type="button" aria-pressed={pane === 'text'} onClick={() => onPane('text')}>
        Text {unseen > 0 ? <span className={styles['tick']}>✓ {unseen > 1 ? unseen : ''}</span> : null}
      </button>
      <button type="button" aria-pressed={pane === 'machine'} onClick={() => onPane('machine')}>
        Terminal {phaseWords[phase]}
      </button>
    </div>
  );
}
