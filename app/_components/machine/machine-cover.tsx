'use client';

import { Download, History, Play, RotateCw } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import button from '../button.module.css';
import { useNow } from '../use-now.ts';
import { dayOf } from './clock.ts';
import styles from './machine-cover.module.css';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import { PlayChoice } from './play-choice.tsx';
import { stopSentences } from './stop-sentences.ts';
import type { Machine } from './use-machine.ts';

/** Loaded when it is opened. */
const RewindDialog = dynamic(() => import('./rewind-dialogs.tsx').then((m) => m.RewindDialog), { ssr: false });

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
  const { play, lesson } = useWorkspace();
  const machines = play?.nodes ?? lesson?.machines ?? 1;
  return (
    <>
      <h2>{play === null && machines === 1 ? 'Your machine' : 'Your machines'}</h2>
      {play === null ? (
        <p>
          {machines === 1 ? 'A Linux machine with a Docker Engine of its own' : several(machines)}, for you alone.
          Nothing you do there can harm anything outside, so do try things.
        </p>
      ) : (
        <p>
          Linux machines with a Docker Engine each, on one network, for you alone. They are called node1 to node5 and
          know each other by these names. One is enough to try something out; three make a swarm.
        </p>
      )}
      <PlayChoice />
      <div className={styles['choices']}>
        <button type="button" className={next} onClick={() => machine.start()}>
          <Play size={20} aria-hidden="true" /> {machines > 1 ? 'Start my machines' : 'Start my machine'}
        </button>
        <StartAtStep machine={machine} />
      </div>
      <Paused />
    </>
  );
}

function several(machines: number): string {
  return `${machines} Linux machines with a Docker Engine each, on one network`;
}

/** The learner's other machines that can be gone on with. */
function Paused() {
  const { lesson } = useWorkspace();
  if (lesson === null || lesson.paused.length === 0) return null;
  return (
    <div className={styles['paused']}>
      <p>Also paused:</p>
      <ul>
        {lesson.paused.map(({ href, title, keptUntilMs }) => (
          <li key={href} suppressHydrationWarning>
            <a href={href}>{title}</a>, kept until {dayOf(keptUntilMs)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** For a reader who is further on already: a machine on which the steps before are done. */
function StartAtStep({ machine }: { readonly machine: Machine }) {
  const { lesson } = useWorkspace();
  if (lesson === null || !lesson.canJump || lesson.step.number < 2) return null;
  const { id, number } = lesson.step;
  return (
    <button type="button" className={button['button']} onClick={() => machine.start(id)}>
      Start at step {number}, with the steps before it done
    </button>
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
  const { play } = useWorkspace();
  const { lease } = machine;
  if (lease?.stopReason == null) return null;
  const { title, why } = stopSentences[lease.stopReason];
  const isSaved = lease.checkpoint !== null;
  // One that never was ready says why in its detail, and had nothing to lose.
  const wasReady = lease.detail === '';
  return (
    <>
      <h2>{title}</h2>
      {/* Days differ between the time zones of server and reader. */}
      <p suppressHydrationWarning>
        {wasReady ? why : lease.detail}
        {lease.keptUntilMs === null || !isSaved
          ? null
          : ` It was saved: files, images and containers come back, and what ran is started again. You can go on with it until ${dayOf(lease.keptUntilMs)}.`}
        {!isSaved && wasReady ? ` What was on it is gone.${play === null ? ' Your ticks are kept.' : ''}` : null}
      </p>
      <PlayChoice />
      <div className={styles['choices']}>
        {isSaved ? (
          <button type="button" className={next} onClick={machine.resume}>
            <Play size={20} aria-hidden="true" /> Go on where I was
          </button>
        ) : null}
        <button type="button" className={isSaved ? button['button'] : next} onClick={() => machine.start()}>
          <RotateCw size={18} aria-hidden="true" /> {wasReady ? 'Start a fresh machine' : 'Try again'}
        </button>
        <StartAtStep machine={machine} />
        <EarlierStates />
        {isSaved ? (
          <a className={button['button']} href={`/api/leases/${lease.id}/export`} download>
            <Download size={18} aria-hidden="true" /> Export my work
          </a>
        ) : null}
      </div>
      <Paused />
    </>
  );
}

/** The learner's checkpoints: also the one that was made before a jump that failed. */
function EarlierStates() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button type="button" className={button['button']} onClick={() => setIsOpen(true)}>
        <History size={18} aria-hidden="true" /> Checkpoints…
      </button>
      {isOpen ? <RewindDialog ask="checkpoints" onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}
