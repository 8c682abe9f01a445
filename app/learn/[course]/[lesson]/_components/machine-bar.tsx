'use client';

import { Clock, Plus, RotateCcw, Square } from 'lucide-react';
import { useState } from 'react';
import button from '../../../../_components/button.module.css';
import { ConfirmDialog } from '../../../../_components/confirm-dialog.tsx';
import { useNow } from '../../../../_components/use-now.ts';
import { countdown } from './clock.ts';
import styles from './machine-bar.module.css';
import type { Machine } from './use-machine.ts';

const shortMs = 5 * 60_000;
const quiet = `${button['button']} ${button['quiet']}`;

/** State of the machine in words, the time it has left, and what can be done with it. */
export function MachineBar({ machine }: { readonly machine: Machine }) {
  const [asks, setAsks] = useState<'reset' | 'stop' | null>(null);
  const isLive = machine.phase === 'live';
  return (
    <>
      <div className={styles['bar']}>
        <p className={styles['state']} role="status" data-state={stateOf(machine)}>
          <span className={styles['dot']} aria-hidden="true" />
          {words(machine)}
        </p>
        {isLive ? (
          <>
            <TimeLeft machine={machine} />
            <button
              type="button"
              className={quiet}
              onClick={() => setAsks('reset')}
              title="Start afresh with a new machine"
            >
              <RotateCcw size={16} aria-hidden="true" /> <span className={styles['wide']}>Reset</span>
            </button>
            <button type="button" className={quiet} onClick={() => setAsks('stop')} title="Stop this machine">
              <Square size={15} aria-hidden="true" /> <span className={styles['wide']}>Stop</span>
            </button>
          </>
        ) : null}
      </div>
      {asks === 'reset' ? (
        <ConfirmDialog
          title="Start afresh?"
          text="You get a new machine as it was at the beginning of the lesson. Everything on this one is deleted: containers, images, files. Your ticks stay."
          yes="Replace my machine"
          onYes={machine.reset}
          onClose={() => setAsks(null)}
        />
      ) : null}
      {asks === 'stop' ? (
        <ConfirmDialog
          title="Stop your machine?"
          text="It is saved as it is, and you can go on with it later. Your ticks stay."
          yes="Save and stop"
          onYes={machine.stop}
          onClose={() => setAsks(null)}
        />
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
  if (machine.asked === 'stop') return 'Saving and stopping…';
  if (machine.phase === 'starting') return 'Starting…';
  if (machine.phase === 'none') return 'Not started';
  if (machine.phase === 'ended') return 'Stopped';
  if (!machine.isSiteThere || !machine.isRunnerThere) return 'Reconnecting…';
  return machine.lease?.state === 'unwell' ? 'Engine does not answer' : 'Running';
}
