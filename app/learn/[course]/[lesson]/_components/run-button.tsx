'use client';

import { Check, Ellipsis, Play } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { NodeName } from '../../../../../protocol/node.ts';
import type { RunState } from '../../../../_components/terminal/run-request.ts';
import { labelOf } from '../../../../_components/terminal/terminal-label.ts';
import { nodeLabel } from '../../../../_components/workspace/nodes.ts';
import { useWorkspace } from '../../../../_components/workspace/workspace-context.tsx';
import styles from './code-block.module.css';
import { useLesson } from './lesson-context.tsx';

const doneShownMs = 2500;

interface RunButtonProps {
  /** The block with the commands. */
  readonly code: ReactNode;
  readonly text: () => string;
  readonly terminal: string | undefined;
  /** The machine it is for, of several; undefined: the first one. */
  readonly node: NodeName | undefined;
  readonly isInside: boolean;
}

/** Commands with a button that types them; it says how far they are, and why nothing was typed. */
export function RunButton({ code, text, terminal, node, isInside }: RunButtonProps) {
  const { run, phase } = useLesson();
  const { announce } = useWorkspace();
  const [state, setState] = useState<RunState | null>(null);
  const isLive = phase === 'live';
  const isUnderWay = isLive && (state?.kind === 'waiting' || state?.kind === 'running');
  const refusal = isLive && state?.kind === 'refused' ? state.why : null;

  useEffect(() => {
    if (state?.kind !== 'done') return;
    const timer = setTimeout(() => setState(null), doneShownMs);
    return () => clearTimeout(timer);
  }, [state]);

  const start = (isElsewhere: boolean): void => {
    if (isUnderWay) {
      announce('This is running already.');
      return;
    }
    if (!isLive) announce('Start your machine first.');
    const onState = (next: RunState): void => {
      setState(next);
      if (next.kind === 'refused') announce(`Not typed. ${next.why}`);
      else if (next.kind === 'done') announce('The command has ended.');
    };
    run(text(), isElsewhere ? { node, isElsewhere, onState } : { node, terminal, isInside, onState });
  };
  const where = [
    ...(node === undefined ? [] : [`On ${nodeLabel(node)}`]),
    ...(isInside ? [node === undefined ? 'Inside the container' : 'inside the container'] : []),
    ...(terminal === undefined ? [] : [`in the terminal “${labelOf({ labels: {} }, terminal)}”`]),
  ].join(', ');
  const words = faceOf(isLive ? state : null);
  return (
    <div className={styles['block']} data-kind="run">
      {where === '' ? null : <div className={styles['caption']}>{where}</div>}
      <div className={styles['frame']}>
        {code}
        <button
          type="button"
          className={styles['action']}
          data-state={isLive ? state?.kind : undefined}
          aria-disabled={!isLive || isUnderWay}
          title={isLive ? words.title : 'Start your machine first'}
          onClick={() => start(false)}
        >
          {words.icon} {words.face}
        </button>
      </div>
      {refusal === null ? null : (
        <div className={styles['refusal']}>
          {refusal}{' '}
          {isInside ? null : (
            <button type="button" className={styles['elsewhere']} onClick={() => start(true)}>
              Run it in a new terminal
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function faceOf(state: RunState | null): { readonly icon: ReactNode; readonly face: string; readonly title: string } {
  const play = <Play size={14} aria-hidden="true" />;
  const busy = <Ellipsis size={14} aria-hidden="true" />;
  switch (state?.kind) {
    case 'waiting':
      return { icon: busy, face: 'Waiting', title: 'Waiting for the prompt' };
    case 'running': {
      const { line, of, program } = state;
      const title = program === '' ? 'Running' : `“${program}” is running`;
      return { icon: busy, face: of > 1 ? `Line ${line} of ${of}` : 'Running', title };
    }
    case 'done':
      return { icon: <Check size={14} aria-hidden="true" />, face: 'Run', title: 'It has ended' };
    case 'refused':
    case undefined:
      return { icon: play, face: 'Run', title: 'Type this into the terminal' };
  }
}
