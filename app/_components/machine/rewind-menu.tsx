'use client';

import { RotateCcw } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCallback, useRef, useState } from 'react';
import button from '../button.module.css';
import { Menu } from '../menu.tsx';
import { hasSeveralNodes } from '../workspace/nodes.ts';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import styles from './machine-bar.module.css';
import type { RewindAsk } from './rewind-dialogs.tsx';

/** Loaded when something is chosen. */
const RewindDialog = dynamic(() => import('./rewind-dialogs.tsx').then((m) => m.RewindDialog), { ssr: false });

/** A button with a menu: everything that puts another state in the place of the machine's, or keeps the one it has. */
export function RewindMenu() {
  const { lesson, machine } = useWorkspace();
  const areSeveral = hasSeveralNodes(machine.lease);
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const [ask, setAsk] = useState<RewindAsk | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => {
    setAt(null);
    opener.current?.focus();
  }, []);
  const item = (label: string, what: RewindAsk) => ({ label, onSelect: () => setAsk(what) });
  const ofSteps = lesson?.canJump === true && lesson.steps.length > 1;
  return (
    <>
      <button
        ref={opener}
        type="button"
        className={`${button['button']} ${button['quiet']}`}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={(event) => {
          const { left, bottom } = event.currentTarget.getBoundingClientRect();
          setAt(at === null ? { x: left, y: bottom + 4 } : null);
        }}
        title="Reset, jump, undo, checkpoints, export"
      >
        <RotateCcw size={16} aria-hidden="true" /> <span className={styles['wide']}>Rewind</span>
      </button>
      {at === null ? null : (
        <Menu
          label="Rewind"
          at={at}
          onClose={close}
          groups={[
            ofSteps ? [item('Reset this step…', 'reset-step'), item('Jump to a step…', 'jump')] : [],
            areSeveral ? [] : [item('Undo…', 'undo'), item('Checkpoints…', 'checkpoints')],
            [item('Start afresh…', 'afresh')],
            [item('Export my work…', 'export')],
          ]}
        />
      )}
      {ask === null ? null : <RewindDialog ask={ask} onClose={() => setAsk(null)} />}
    </>
  );
}
