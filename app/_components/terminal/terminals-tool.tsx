'use client';

import dynamic from 'next/dynamic';
import { useCallback, useEffect, useImperativeHandle, useRef, useState, type CSSProperties, type Ref } from 'react';
import type { NodeName } from '../../../protocol/node.ts';
import type { ToolProps } from '../workspace/tools.ts';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import { KeyRow } from './key-row.tsx';
import type { RunOptions } from './run-request.ts';
import type { ConnectionState } from './terminal-connection.ts';
import { terminalMenu } from './terminal-menu.ts';
import { TerminalNotice } from './terminal-notice.tsx';
import { terminalPath } from './terminal-path.ts';
import { labelOf } from './terminal-label.ts';
import { rename, select, split, unsplit } from './terminal-set.ts';
import { TerminalSplit } from './terminal-split.tsx';
import { TerminalStrip } from './terminal-strip.tsx';
import { TerminalView, type TerminalHandle } from './terminal-view.tsx';
import styles from './terminals-tool.module.css';
import { useFontSize } from './font-size.ts';
import { useRuns } from './use-runs.ts';
import { useTerminalActions } from './use-terminal-actions.ts';
import { useTerminals } from './use-terminals.ts';

// Wanted seldom: loaded when they are.
const Menu = dynamic(() => import('../menu.tsx').then((m) => m.Menu), { ssr: false });
const SearchBar = dynamic(() => import('./search-bar.tsx').then((m) => m.SearchBar), { ssr: false });
const TerminalDialog = dynamic(() => import('./terminal-dialogs.tsx').then((m) => m.TerminalDialog), { ssr: false });

export interface TerminalsHandle {
  focus(): void;
  /** Types a command, each of its lines at the prompt. False: there is no machine. */
  run(command: string, options?: RunOptions): boolean;
}

interface TerminalsToolProps extends ToolProps {
  /** Whose terminals they are. */
  readonly node: NodeName;
  readonly ref: Ref<TerminalsHandle>;
  readonly onAttached: (isAttached: boolean) => void;
}

/** The terminals of the learner's machine: tabs, of which one or two are on the screen. */
export function TerminalsTool({ ref, node, isVisible, onAttached }: TerminalsToolProps) {
  const { machine, takesKey, isScreenReader } = useWorkspace();
  const isLive = machine.phase === 'live';
  const lease = isLive ? machine.lease : null;
  const nodeState = lease?.nodes.find((one) => one.node === node)?.state;
  const isThere = nodeState === 'ready' || nodeState === 'unwell';
  const idPrefix = node === 'main' ? '' : `${node}-`;
  const terminals = useTerminals(lease === null ? null : node === 'main' ? lease.id : `${lease.id}.${node}`);
  const { set, change } = terminals;
  const { active, shown } = set;
  const [handles] = useState(() => new Map<string, TerminalHandle>());
  const runs = useRuns(terminals, handles);
  const fontSize = useFontSize();
  const [states, setStates] = useState<Readonly<Record<string, ConnectionState>>>({});
  const [unsentCount, setUnsentCount] = useState(0);
  const [renaming, setRenaming] = useState<string | null>(null);
  const [searching, setSearching] = useState<string | null>(null);
  const [menu, setMenu] = useState<{ name: string; at: { x: number; y: number } } | null>(null);
  const wantsFocus = useRef<string | null>(null);
  const focus = useCallback(
    (name: string) => {
      wantsFocus.current = handles.has(name) ? null : name;
      handles.get(name)?.focus();
    },
    [handles],
  );
  const actions = useTerminalActions({ terminals, handles, focus, onSearch: setSearching, onRename: setRenaming });
  const state = isLive ? states[active] : undefined;
  const isAttached = state?.kind === 'attached';

  useEffect(() => onAttached(isAttached), [isAttached, onAttached]);
  useEffect(() => {
    // A site or runner that is back is worth trying at once.
    if (machine.isRunnerThere && machine.isSiteThere) for (const handle of handles.values()) handle.retryNow();
  }, [handles, machine.isRunnerThere, machine.isSiteThere]);
  useEffect(() => {
    // After a sleep or a change of networks, connections may be dead without knowing it.
    const look = (): void => {
      if (document.visibilityState === 'visible') for (const handle of handles.values()) handle.probe();
    };
    document.addEventListener('visibilitychange', look);
    addEventListener('online', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      removeEventListener('online', look);
    };
  }, [handles]);
  const welcomed = useRef<string | null>(null);
  const leaseId = lease?.id ?? null;
  useEffect(() => {
    // Who has asked for a machine wants to type into it; once, then the focus is theirs.
    if (!isAttached || !isVisible || !machine.isJustStarted || welcomed.current === leaseId) return;
    welcomed.current = leaseId;
    handles.get(active)?.focus();
  }, [handles, isAttached, isVisible, machine.isJustStarted, leaseId, active]);

  useImperativeHandle(ref, () => ({
    focus: () => focus(active),
    run(command, options) {
      if (isLive) runs.run(command, options);
      return isLive;
    },
  }));

  const closeMenu = useCallback(() => {
    setMenu(null);
    focus(terminals.current().active);
  }, [focus, terminals]);
  const marks = Object.fromEntries(
    Object.entries(isLive ? states : {}).flatMap(([name, { kind }]) =>
      markWords[kind] === '' ? [] : [[name, markWords[kind]]],
    ),
  );
  const screen = menu === null ? null : (handles.get(menu.name)?.screen() ?? null);

  return (
    <div className={styles['pane']} data-visible={isVisible}>
      <TerminalStrip
        idPrefix={idPrefix}
        set={set}
        isLive={isLive}
        marks={marks}
        renaming={renaming}
        onSelect={(name, isByKeys) => {
          change((now) => select(now, name));
          if (!isByKeys) focus(name);
        }}
        onAdd={actions.add}
        onClose={actions.close}
        onSplit={() => {
          change((now) => (now.shown.length === 2 ? unsplit(now) : split(now, 'row')));
          focus(terminals.current().active);
        }}
        onSearch={() => setSearching(active)}
        onMenu={(x, y) => setMenu({ name: active, at: { x, y } })}
        onRename={(name) => {
          setRenaming(name);
          if (name === null) focus(active);
        }}
        onRenamed={(name, label) => change((now) => rename(now, name, label))}
      />
      <div
        className={styles['screens']}
        data-direction={set.direction}
        style={{ '--share': shown.length === 2 ? set.share : 1 } as CSSProperties}
      >
        {set.names.map((name) => (
          <div
            key={name}
            id={`terminal-${idPrefix}${name}`}
            role="tabpanel"
            aria-labelledby={`tab-${idPrefix}${name}`}
            className={styles['screen']}
            data-hidden={!shown.includes(name)}
            data-place={shown.length === 1 ? 'only' : name === shown[0] ? 'first' : 'second'}
            data-active={name === active}
            inert={!isLive || !isThere}
            onFocus={() => {
              if (name !== active && shown.includes(name)) change((now) => select(now, name));
            }}
          >
            <TerminalView
              ref={(handle) => {
                if (handle === null) {
                  handles.delete(name);
                  return;
                }
                handles.set(name, handle);
                if (wantsFocus.current === name) focus(name);
                runs.isThere(name, handle);
              }}
              path={lease === null || !isThere ? null : terminalPath(lease.id, name, node)}
              label={labelOf(set, name)}
              isVisible={isVisible && isLive && shown.includes(name)}
              isScreenReader={isScreenReader}
              fontSize={fontSize}
              takesKey={takesKey}
              onState={(next) => setStates((all) => ({ ...all, [name]: next }))}
              onUnsent={() => setUnsentCount((count) => count + 1)}
              onKey={(key) => actions.key(name, key)}
              onMenu={(x, y) => setMenu({ name, at: { x, y } })}
              onDoubtfulPaste={(paste) => actions.doubtfulPaste(name, paste)}
              onCopyRefused={actions.copyRefused}
              onLink={actions.openLink}
            />
            {searching === name ? (
              <SearchBar
                open={(onResult) => handles.get(name)?.search(onResult) ?? null}
                label={labelOf(set, name)}
                onClose={() => {
                  setSearching(null);
                  focus(name);
                }}
              />
            ) : null}
          </div>
        ))}
        {shown.length === 2 ? (
          <TerminalSplit
            direction={set.direction}
            share={set.share}
            onShare={(share) => change((now) => ({ ...now, share }))}
          />
        ) : null}
      </div>
      <TerminalNotice
        machine={machine}
        state={state}
        unsentCount={unsentCount}
        refusal={runs.refusal}
        onRestart={() => handles.get(active)?.restart()}
      />
      {isLive ? (
        <KeyRow
          onKey={(text) => {
            handles.get(active)?.type(text);
            handles.get(active)?.focus();
          }}
        />
      ) : null}
      {menu === null || screen === null ? null : (
        <Menu
          label={labelOf(set, menu.name)}
          at={menu.at}
          groups={terminalMenu(
            set,
            menu.name,
            { hasSelection: screen.hasSelection(), links: screen.links() },
            actions.of(menu.name),
          )}
          onClose={closeMenu}
        />
      )}
      {actions.ask === null ? null : <TerminalDialog ask={actions.ask} onClose={actions.endAsk} />}
    </div>
  );
}

const markWords: Readonly<Record<ConnectionState['kind'], string>> = {
  connecting: '',
  attached: '',
  reconnecting: 'reconnecting',
  exited: 'ended',
  refused: 'not connected',
};
