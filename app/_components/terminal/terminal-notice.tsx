'use client';

import { useEffect, useState, type ReactNode } from 'react';
import type { ConnectionState } from './terminal-connection.ts';
import button from '../button.module.css';
import styles from './terminal-notice.module.css';
import type { Machine } from '../machine/use-machine.ts';

interface TerminalNoticeProps {
  readonly machine: Machine;
  readonly state: ConnectionState | undefined;
  /** How often something was typed that went nowhere. */
  readonly unsentCount: number;
  /** Why the last command of the text was not typed. */
  readonly refusal: string | null;
  readonly onRestart: () => void;
}

/**
 * The line under the terminal: what is not as usual, the most important first; otherwise how to leave the terminal. It is
 * always there, so that the terminal keeps its size.
 */
export function TerminalNotice({ machine, state, unsentCount, refusal, onRestart }: TerminalNoticeProps) {
  const wasUnsent = useRecent(unsentCount);
  if (machine.phase !== 'live' || machine.lease === null) return null;
  const unsent = wasUnsent ? ' What you typed was not sent.' : '';

  if (!machine.isSiteThere)
    return (
      <Line kind="trouble">The connection to Slipway is lost. Trying again… Your machine keeps running.{unsent}</Line>
    );
  if (!machine.isRunnerThere)
    return (
      <Line kind="trouble">
        The service that runs the machines is being restarted. Your machine keeps running; reconnecting by itself…
        {unsent}
      </Line>
    );
  if (state?.kind === 'refused')
    return (
      <Line kind="trouble" action={<Button onClick={onRestart}>Try again</Button>}>
        {state.hint}
      </Line>
    );
  if (state?.kind === 'reconnecting') return <Line kind="trouble">Reconnecting the terminal…{unsent}</Line>;
  if (state?.kind === 'exited')
    return (
      <Line kind="note" action={<Button onClick={onRestart}>Open a new shell</Button>}>
        The shell has ended{state.code === 0 ? '' : ` with exit code ${state.code}`}. The machine keeps running.
      </Line>
    );
  if (machine.lease.state === 'unwell')
    return <Line kind="trouble">{machine.lease.detail} Wait a moment; if it stays so, Rewind starts afresh.</Line>;
  if (machine.refusal !== null) return <Line kind="trouble">{machine.refusal}</Line>;
  if (refusal !== null) return <Line kind="note">{refusal}</Line>;
  if (wasUnsent)
    return (
      <Line kind="note">
        {state?.kind === 'attached' ? 'The terminal was not connected.' : 'The terminal is not connected yet.'}
        {unsent}
      </Line>
    );
  return (
    <Line kind="quiet">
      <kbd>F6</kbd> leaves the terminal, <kbd>?</kbd> then shows all keys
    </Line>
  );
}

function Line({
  kind,
  children,
  action,
}: {
  readonly kind: 'trouble' | 'note' | 'quiet';
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={styles['line']} data-kind={kind} role="status">
      <p>{children}</p>
      {action}
    </div>
  );
}

function Button({ onClick, children }: { readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <button type="button" className={button['button']} onClick={onClick}>
      {children}
    </button>
  );
}

/** True for four seconds after `count` has grown. */
function useRecent(count: number): boolean {
  const [isRecent, setIsRecent] = useState(false);
  const [seen, setSeen] = useState(count);
  if (seen !== count) {
    setSeen(count);
    setIsRecent(true);
  }
  useEffect(() => {
    if (!isRecent) return;
    const timer = setTimeout(() => setIsRecent(false), 4000);
    return () => clearTimeout(timer);
  }, [isRecent, count]);
  return isRecent;
}
