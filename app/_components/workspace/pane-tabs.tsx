'use client';

import { useState } from 'react';
import type { MachinePhase } from '../machine/machine-state.ts';
import { PreviewMark } from '../preview/preview-mark.tsx';
import { toolIds, toolLabels, type ToolId } from './tools.ts';
import styles from './pane-tabs.module.css';

export type Pane = 'text' | ToolId;

interface PaneTabsProps {
  /** Is there a text beside the tools? Default: yes. */
  readonly hasText?: boolean;
  readonly pane: Pane;
  readonly onPane: (pane: Pane) => void;
  /** How many checks have passed since the page was opened. */
  readonly newlyPassed: number;
  readonly phase: MachinePhase;
}

const phaseWords: Readonly<Record<MachinePhase, string>> = { none: '', starting: '…', live: '', ended: 'stopped' };

/** On a small screen: the text or one tool. A tick in the text shows on its tab while a tool is in front. */
export function PaneTabs({ hasText = true, pane, onPane, newlyPassed, phase }: PaneTabsProps) {
  const [seen, setSeen] = useState(newlyPassed);
  if (pane === 'text' && seen !== newlyPassed) setSeen(newlyPassed);
  const unseen = newlyPassed - seen;
  return (
    <div className={styles['tabs']} role="group" aria-label="Panes">
      {hasText ? (
        <button type="button" aria-pressed={pane === 'text'} onClick={() => onPane('text')}>
          Text {unseen > 0 ? <span className={styles['tick']}>✓ {unseen > 1 ? unseen : ''}</span> : null}
        </button>
      ) : null}
      {toolIds.map((tool) => (
        <button key={tool} type="button" aria-pressed={pane === tool} onClick={() => onPane(tool)}>
          {toolLabels[tool]} {tool === 'terminal' ? phaseWords[phase] : ''}
          {tool === 'preview' ? <PreviewMark /> : null}
        </button>
      ))}
    </div>
  );
}
