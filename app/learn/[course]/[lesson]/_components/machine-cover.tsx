'use client';

import { Play, RotateCw } from 'lucide-react';
import button from '../../../../_components/button.module.css';
import { useNow } from '../../../../_components/use-now.ts';
import styles from './machine-cover.module.css';
import { stopSentences } from './stop-sentences.ts';
import type { Machine } from './use-machine.ts';

const next = `${button['button']} ${button['next']} ${button['large']}`;

/** What stands in the terminal's place while there is no machine: how to get one, how long it takes, or why it stopped. */
export function MachineCover({ machine }: { readonly machine: Machine }) {
  return (
    <div className={styles['cover']}>
      <div className={styles['card']}>
        {machine.phase === 'starting' ? <Starting machine={machine} /> : null}
        {machine.phase === 'none' ? <NotStarted machine={machine} /> : null}
        {machine.phase === 'ended' ? <Ended machine={machine} /> : null}
        {machine.refusal === null ? null : (
          <p className={styles['refusal']} role="alert">
            {machine.refusal}
          </p>
        )}
      </div>
    </div>
  );
}

function NotStarted({ machine }: { readonly machine: Machine }) {
  return (
    <>
      <h2>Your machine</h2>
      <p>
        A Linux machine with a Docker Engine of its own, for you alone. Nothing you do on it can harm anything outside,
        so do try things.
      </p>
      <button type="button" className={next} onClick={machine.start}>
        <Play size={20} aria-hidden="true" /> Start my machine
      </button>
    </>
  );
}

function Starting({ machine }: { readonly machine: Machine }) {
  const now = useNow(100);
  const seconds = Math.max(0, now - (machine.startingSinceMs ?? now)) / 1000;
  const detail = machine.lease?.detail;
  return (
    <>
      <h2>
        Starting your machine… <span className={styles['elapsed']}>{seconds.toFixed(1)} s</span>
      </h2>
      <p role="status">
        {machine.isRunnerThere
          ? detail === undefined || detail === ''
            ? 'Asking for a machine'
            : detail
          : 'The service that runs the machines is not there just now; waiting for it'}
      </p>
      {seconds > 8 ? (
        <p className={styles['small']}>
          This takes longer than usual. Nothing is lost if you stop waiting and try again later.
        </p>
      ) : null}
      {seconds > 8 && machine.lease !== null && machine.asked === null ? (
        <button type="button" className={button['button']} onClick={machine.stop}>
          Stop waiting
        </button>
      ) : null}
    </>
  );
}

function Ended({ machine }: { readonly machine: Machine }) {
  const { lease } = machine;
  if (lease?.stopReason == null) return null;
  const { title, why } = stopSentences[lease.stopReason];
  const isSaved = lease.checkpoint !== null;
  // One that never was ready says why in its detail, and had nothing to lose.
  const wasReady = lease.detail === '';
  return (
    <>
      <h2>{title}</h2>
      <p>
        {wasReady ? why : lease.detail}
        {isSaved
          ? ' It was saved, so you can go on where you were: files, images and containers come back; what ran is started again.'
          : null}
        {!isSaved && wasReady ? ' What was on it is gone. Your ticks are kept.' : null}
      </p>
      <div className={styles['choices']}>
        {isSaved ? (
          <button type="button" className={next} onClick={machine.resume}>
            <Play size={20} aria-hidden="true" /> Go on where I was
          </button>
        ) : null}
        <button type="button" className={isSaved ? button['button'] : next} onClick={machine.start}>
          <RotateCw size={18} aria-hidden="true" /> {wasReady ? 'Start a fresh machine' : 'Try again'}
        </button>
      </div>
    </>
  );
}
