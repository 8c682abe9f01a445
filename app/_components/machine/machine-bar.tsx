'use client';

import { Clock, Plus, Square } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import button from '../button.module.css';
import { useNow } from '../use-now.ts';
import { countdown } from './clock.ts';
import styles from './machine-bar.module.css';
import { hasSeveralNodes } from '../workspace/nodes.ts';
import { RewindMenu } from './rewind-menu.tsx';
import type { Machine } from './use-machine.ts';

const ConfirmDialog = dynamic(() => import('../confirm-dialog.tsx').then((m) => m.ConfirmDialog), { ssr: false });
const UnsavedNote = dynamic(() => import('./unsaved-note.tsx').then((m) => m.UnsavedNote), { ssr: false });

const shortMs = 5 * 60_000;
const quiet = `${button['button']} ${button['quiet']}`;

/** State of the machine in words, the time it has left, and what can be done with it. */
export function MachineBar({ machine }: { readonly machine: Machine }) {
  const [asksToStop, setAsksToStop] = useState(false);
  const isLive = machine.phase === 'live';
  const areSeveral = hasSeveralNodes(machine.lease);
  return (
    <>
      <div className={styles['bar']}>
        <p className={styles['state']} role="status" data-state={stateOf(machine)}>
          <span className={styles['dot']} aria-hidden="true" />
          <span className={styles['words']}>{words(machine)}</span>
        </p>
        {isLive ? (
          <>
            <TimeLeft machine={machine} />
            <RewindMenu />
            <button type="button" className={quiet} onClick={() => setAsksToStop(true)} title="Stop this machine">
              <Square size={15} aria-hidden="true" /> <span className={styles['wide']}>Stop</span>
            </button>
          </>
        ) : null}
      </div>
      {asksToStop ? (
        <ConfirmDialog
          title={areSeveral ? 'Stop your machines?' : 'Stop your machine?'}
          text={
            areSeveral
              ? 'Several machines together can’t be saved: everything on them is deleted, containers, images and files.'
              : 'It is saved as it is, and you can go on with it for a week. Your ticks stay.'
          }
          yes={areSeveral ? 'Delete and stop' : 'Save and stop'}
          onYes={machine.stop}
          onClose={() => setAsksToStop(false)}
        >
          <UnsavedNote />
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function TimeLeft({ machine }: { readonly machine: Machine }) {
  useNow(1000);
  const left = (machine.lease?.expiresAtMs ?? 0) - machine.siteNowMs();
  return (
    <span className={styles['time']} data-short={left < shortMs}>
      <Clock size={16} aria-hidden="true" />
      <span className="for-readers">Time left: </span>
      <span className={styles['clock']} suppressHydrationWarning>
        {countdown(left)}
      </span>
      <button
        type="button"
        className={quiet}
        onClick={machine.extend}
        disabled={machine.asked !== null}
        title="Give it its full time again"
      >
        <Plus size={16} aria-hidden="true" /> <span className={styles['wide']}>Extend</span>
      </button>
    </span>
  );
}

function stateOf(machine: Machine): 'good' | 'busy' | 'trouble' | 'off' {
  if (machine.phase === 'starting' || machine.asked === 'stop') return 'busy';
  if (machine.phase !== 'live') return 'off';
  return machine.isSiteThere && machine.isRunnerThere && machine.lease?.state === 'ready' ? 'good' : 'trouble';
}

function words(machine: Machine): string {
  if (machine.asked === 'stop') return hasSeveralNodes(machine.lease) ? 'Stopping…' : 'Saving and stopping…';
  if (machine.phase === 'starting') return 'Starting…';
  if (machine.phase === 'none') return 'Not started';
  if (machine.phase === 'ended') return 'Stopped';
  if (!machine.isSiteThere || !machine.isRunnerThere) return 'Reconnecting…';
  return machine.lease?.state === 'unwell' ? 'Engine does not answer' : 'Running';
}
