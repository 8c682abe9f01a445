'use client';

import { Plus, X } from 'lucide-react';
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import type { ConnectionState } from '../../../../_components/terminal/terminal-connection.ts';
import { TerminalView, type TerminalHandle } from '../../../../_components/terminal/terminal-view.tsx';
import { KeyRow } from './key-row.tsx';
import { MachineBar } from './machine-bar.tsx';
import { MachineCover } from './machine-cover.tsx';
import styles from './machine-pane.module.css';
import { TerminalNotice } from './terminal-notice.tsx';
import type { Machine } from './use-machine.ts';
import { mostTerminals, useTerminals } from './use-terminals.ts';

export interface MachinePaneHandle {
  /** To the terminal, or to what stands in its place. */
  focus(): void;
  /** Types a command and Enter. False: there is no terminal that takes it. */
  run(command: string): boolean;
}

interface MachinePaneProps {
  readonly ref: Ref<MachinePaneHandle>;
  readonly machine: Machine;
  readonly isScreenReader: boolean;
  /** Keys that belong to the page, also while the terminal has the focus. */
  readonly takesKey: (event: KeyboardEvent) => boolean;
  readonly onAttached: (isAttached: boolean) => void;
}

/** The learner's machine: its state, what can be done with it, and its terminals, or why there are none. */
export function MachinePane({ ref, machine, isScreenReader, takesKey, onAttached }: MachinePaneProps) {
  const isLive = machine.phase === 'live';
  const lease = isLive ? machine.lease : null;
  const { names, active, select, add, remove } = useTerminals(lease?.id ?? null);
  const handles = useRef(new Map<string, TerminalHandle>());
  const screens = useRef<HTMLDivElement>(null);
  const [states, setStates] = useState<Readonly<Record<string, ConnectionState>>>({});
  const [unsentCount, setUnsentCount] = useState(0);
  const state = isLive ? states[active] : undefined;
  const isAttached = state?.kind === 'attached';

  useEffect(() => onAttached(isAttached), [isAttached, onAttached]);
  useEffect(() => {
    // A site or runner that is back is worth trying at once.
    if (machine.isRunnerThere && machine.isSiteThere) for (const handle of handles.current.values()) handle.retryNow();
  }, [machine.isRunnerThere, machine.isSiteThere]);
  useEffect(() => {
    // Who has asked for a machine wants to type into it.
    if (isAttached && machine.isJustStarted) handles.current.get(active)?.focus();
  }, [isAttached, machine.isJustStarted, active]);

  useImperativeHandle(ref, () => ({
    focus() {
      if (isLive) handles.current.get(active)?.focus();
      else screens.current?.querySelector<HTMLElement>('button')?.focus();
    },
    run(command) {
      const isSent = handles.current.get(active)?.type(`${command.replaceAll('\n', '\r')}\r`) ?? false;
      if (isSent) handles.current.get(active)?.focus();
      return isSent;
    },
  }));

  return (
    <div className={styles['pane']}>
      <div className={styles['top']}>
        <div className={styles['tabs']} role="tablist" aria-label="Terminals">
          {names.map((name, index) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`tab-${name}`}
              className={styles['tab']}
              aria-selected={name === active}
              aria-controls={`terminal-${name}`}
              onClick={() => select(name)}
            >
              Terminal{names.length > 1 ? ` ${index + 1}` : ''}
            </button>
          ))}
        </div>
        {isLive && names.length < mostTerminals ? (
          <button
            type="button"
            className={styles['small']}
            onClick={add}
            aria-label="Open another terminal"
            title="Open another terminal"
          >
            <Plus size={16} aria-hidden="true" />
          </button>
        ) : null}
        {active === 'main' ? null : (
          <button
            type="button"
            className={styles['small']}
            onClick={() => remove(active)}
            aria-label="Close this terminal"
            title="Close this terminal"
          >
            <X size={16} aria-hidden="true" />
          </button>
        )}
        <MachineBar machine={machine} />
      </div>
      <div className={styles['screens']} ref={screens}>
        {names.map((name) => (
          <div
            key={name}
            id={`terminal-${name}`}
            role="tabpanel"
            aria-labelledby={`tab-${name}`}
            className={styles['screen']}
            data-hidden={name !== active}
            inert={!isLive}
          >
            <TerminalView
              ref={(handle) => {
                if (handle === null) handles.current.delete(name);
                else handles.current.set(name, handle);
              }}
              path={lease === null ? null : `/ws/leases/${lease.id}/terminals/${name}`}
              isScreenReader={isScreenReader}
              takesKey={takesKey}
              onState={(next) => setStates((all) => ({ ...all, [name]: next }))}
              onUnsent={() => setUnsentCount((count) => count + 1)}
            />
          </div>
        ))}
        {isLive ? null : <MachineCover machine={machine} />}
      </div>
      <TerminalNotice
        machine={machine}
        state={state}
        unsentCount={unsentCount}
        onRestart={() => handles.current.get(active)?.restart()}
      />
      {isLive ? (
        <KeyRow
          onKey={(text) => {
            handles.current.get(active)?.type(text);
            handles.current.get(active)?.focus();
          }}
        />
      ) : null}
    </div>
  );
}
