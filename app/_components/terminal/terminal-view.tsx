'use client';

import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import type { Foreground } from '../../../protocol/terminal.ts';
import type { CommandRunner } from './command-runner.ts';
import type { RunState, ScriptRun } from './run-request.ts';
import type * as TerminalEngine from './terminal-engine.ts';
import type { ScreenSearch, SearchResult } from './screen-search.ts';
import type { ConnectionState, TerminalConnection } from './terminal-connection.ts';
import type { ScreenOptions, TerminalScreen } from './terminal-screen.ts';
import styles from './terminal-view.module.css';

/** What the rest of the page may do with a terminal. Nothing happens before its screen is there. */
export interface TerminalHandle {
  focus(): void;
  /** Types as if the learner had; false when there is no connection. */
  type(text: string): boolean;
  /** Types the commands of a lesson, each at the prompt. */
  run(lines: readonly string[], isInside: boolean, onState: (state: RunState) => void, script?: ScriptRun): void;
  foreground(): Promise<Foreground | null>;
  hangUp(): void;
  probe(): void;
  retryNow(): void;
  restart(): void;
  /** Its screen, for what a menu does with it. */
  screen(): TerminalScreen | null;
  search(onResult: (result: SearchResult) => void): ScreenSearch | null;
}

interface TerminalViewProps extends Pick<
  ScreenOptions,
  'isScreenReader' | 'fontSize' | 'takesKey' | 'onKey' | 'onMenu' | 'onDoubtfulPaste' | 'onCopyRefused' | 'onLink'
> {
  readonly ref: Ref<TerminalHandle>;
  /** Path of the terminal's socket; null: there is no machine. */
  readonly path: string | null;
  readonly label: string;
  readonly isVisible: boolean;
  readonly onState: (state: ConnectionState) => void;
  /** Something was typed that went nowhere. */
  readonly onUnsent: () => void;
}

/** One terminal. It is made once, before there is a machine, so that nothing is left to load when the machine is there. */
export function TerminalView(props: TerminalViewProps) {
  const { ref, path, label, isScreenReader, fontSize, isVisible } = props;
  const host = useRef<HTMLDivElement>(null);
  const connection = useRef<TerminalConnection | null>(null);
  const isAttached = useRef(false);
  const typedCount = useRef(0);
  const wantsFocus = useRef(false);
  const waiting = useRef<((runner: CommandRunner) => void)[]>([]);
  const [parts, setParts] = useState<{ engine: Engine; screen: TerminalScreen; runner: CommandRunner } | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const screen = parts?.screen ?? null;
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    let opened: TerminalScreen | null = null;
    let isGone = false;
    void loadEngine().then((engine) => {
      if (isGone || host.current === null) return;
      const made = engine.openScreen(host.current, {
        isScreenReader: latest.current.isScreenReader,
        fontSize: latest.current.fontSize,
        onInput: (bytes) => {
          if (connection.current?.send(bytes) !== true) latest.current.onUnsent();
        },
        onTyped: () => (typedCount.current += 1),
        onResize: () => connection.current?.resize(),
        takesKey: (event) => latest.current.takesKey(event),
        onKey: (key) => latest.current.onKey(key),
        onMenu: (x, y) => latest.current.onMenu(x, y),
        onDoubtfulPaste: (paste) => latest.current.onDoubtfulPaste(paste),
        onCopyRefused: () => latest.current.onCopyRefused(),
        onLink: (uri) => latest.current.onLink(uri),
        onHover: setHovered,
      });
      opened = made;
      const runner = engine.createCommandRunner({
        isAttached: () => isAttached.current,
        foreground: () => connection.current?.foreground() ?? Promise.resolve(null),
        send: (text) => connection.current?.send(new TextEncoder().encode(text)) ?? false,
        promptCount: () => made.promptCount(),
        typedCount: () => typedCount.current,
        cursorLine: () => made.cursorLine(),
        outputAtMs: () => made.outputAtMs(),
        onOutput: (listener) => made.onOutput(listener),
      });
      setParts({ engine, screen: made, runner });
      if (wantsFocus.current) made.focus();
      for (const start of waiting.current.splice(0)) start(runner);
    });
    return () => {
      isGone = true;
      opened?.dispose();
      setParts(null);
    };
  }, []);

  useEffect(() => {
    if (parts === null || path === null) return;
    const mine = parts.engine.connectTerminal(path, parts.screen, (state) => {
      isAttached.current = state.kind === 'attached';
      latest.current.onState(state);
    });
    connection.current = mine;
    return () => {
      connection.current = null;
      isAttached.current = false;
      mine.close();
      parts.screen.clear();
    };
  }, [parts, path]);

  useEffect(() => screen?.setScreenReader(isScreenReader), [screen, isScreenReader]);
  useEffect(() => screen?.setFontSize(fontSize), [screen, fontSize]);
  useEffect(() => screen?.setVisible(isVisible), [screen, isVisible]);
  useEffect(() => screen?.setLabel(label), [screen, label]);

  useImperativeHandle(
    ref,
    () => ({
      focus() {
        if (parts === null) wantsFocus.current = true;
        else parts.screen.focus();
      },
      type: (text) => {
        typedCount.current += 1;
        return parts === null ? false : (connection.current?.send(parts.screen.encodeKeys(text)) ?? false);
      },
      run(lines, isInside, onState, script) {
        const start = (runner: CommandRunner): void =>
          script === undefined ? runner.run(lines, isInside, onState) : runner.type(script, isInside, onState);
        if (parts === null) waiting.current.push(start);
        else start(parts.runner);
      },
      foreground: () => connection.current?.foreground() ?? Promise.resolve(null),
      hangUp: () => connection.current?.hangUp(),
      probe: () => connection.current?.probe(),
      retryNow: () => connection.current?.retryNow(),
      restart: () => connection.current?.restart(),
      screen: () => parts?.screen ?? null,
      search: (onResult) => parts?.screen.search(onResult) ?? null,
    }),
    [parts],
  );

  return (
    <>
      <div ref={host} className={styles['host']} />
      {hovered === null ? null : (
        <p className={styles['where']} aria-hidden="true">
          {hovered}
        </p>
      )}
    </>
  );
}

type Engine = typeof TerminalEngine;

/** xterm is large: it comes after the page can be read. The font must be there before xterm measures it. */
async function loadEngine(): Promise<Engine> {
  const fonts = Promise.race([
    Promise.allSettled([
      document.fonts.load('14px "JetBrains Mono"'),
      document.fonts.load('bold 14px "JetBrains Mono"'),
    ]),
    new Promise((resolve) => setTimeout(resolve, 1000)),
  ]);
  const [engine] = await Promise.all([import('./terminal-engine.ts'), fonts]);
  // Whoever presses the keys of a search or menu types on at once.
  void Promise.all([import('./search-bar.tsx'), import('../menu.tsx'), import('./terminal-dialogs.tsx')]);
  return engine;
}
