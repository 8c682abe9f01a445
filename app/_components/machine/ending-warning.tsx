'use client';

import { Clock } from 'lucide-react';
import button from '../button.module.css';
import { useNow } from '../use-now.ts';
import { countdown } from './clock.ts';
import styles from './life-warning.module.css';
import { endingOf, spokenWarning } from './ending.ts';
import { hasSeveralNodes } from '../workspace/nodes.ts';
import type { Machine } from './use-machine.ts';

/** What LifeWarning shows of a machine that is there. */
export function EndingWarning({ machine }: { readonly machine: Machine }) {
  useNow(1000);
  const { lease } = machine;
  const ending = lease === null ? null : endingOf(lease, machine.siteNowMs());
  return (
    <>
      <p className="for-readers" role="alert">
        {ending === null ? '' : spokenWarning(ending)}
      </p>
      {ending === null ? null : (
        <div className={styles['warning']} role="group" aria-label="Your machine is about to stop">
          <Clock size={18} aria-hidden="true" />
          <p>
            {ending.reason === 'idle'
              ? 'Nobody has typed for a while. Your machine goes to sleep in '
              : 'Your machine reaches the end of its time in '}
            <strong>{countdown(ending.leftMs)}</strong>.{' '}
            {hasSeveralNodes(lease)
              ? 'What is on your machines is deleted then.'
              : 'It is saved then, and you can go on with it later.'}
          </p>
          <button
            type="button"
            className={`${button['button']} ${button['next']}`}
            onClick={machine.extend}
            disabled={machine.asked !== null}
          >
            {ending.reason === 'idle' ? 'I am still here' : 'Give it its full time again'}
          </button>
        </div>
      )}
    </>
  );
}
