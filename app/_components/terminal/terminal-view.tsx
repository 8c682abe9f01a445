'use client';

import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { connectTerminal, type ConnectionState, type TerminalConnection } from './terminal-connection.ts';
import type { TerminalScreen } from './terminal-screen.ts';
import styles from './terminal-view.module.css';

/** What the rest of the page may do with a terminal. */
export interface TerminalHandle {
  focus(): void;
  /** Types as if the learner had; false when there is no connection. */
  type(text: string): boolean;
  retryNow(): void;
  restart(): void;
  text(): string;
}

interface TerminalViewProps {
  readonly ref: Ref<TerminalHandle>;
  /** Path of the terminal's socket; null: there is no machine. */
  readonly path: string | null;
  readonly isScreenReader: boolean;
  readonly takesKey: (event: KeyboardEvent) => boolean;
  readonly onState: (state: ConnectionState) => void;
  /** Something was typed that went nowhere. */
  readonly onUnsent: () => void;
}

/** One terminal. It is made once, before there is a machine, so that nothing is left to load when the machine is there. */
export function TerminalView({ ref, path, isScreenReader, takesKey, onState, onUnsent }: TerminalViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const connection = useRef<TerminalConnection | null>(null);
  const [screen, setScreen] = useState<TerminalScreen | null>(null);
  const latest = useRef({ takesKey, onState, onUnsent, isScreenReader });
  useEffect(() => {
    latest.current = { takesKey, onState, onUnsent, isScreenReader };
  });

  useEffect(() => {
    let opened: TerminalScreen | null = null;
    let isGone = false;
    void loadScreen().then((openScreen) => {
      if (isGone || host.current === null) return;
      opened = openScreen(host.current, {
        isScreenReader: latest.current.isScreenReader,
        onInput: (bytes) => {
          if (connection.current?.send(bytes) !== true) latest.current.onUnsent();
        },
        onResize: () => connection.current?.resize(),
        takesKey: (event) => latest.current.takesKey(event),
      });
      setScreen(opened);
    });
    return () => {
      isGone = true;
      opened?.dispose();
      setScreen(null);
    };
  }, []);

  useEffect(() => {
    if (screen === null || path === null) return;
    const url = new URL(path, location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    const mine = connectTerminal(url.href, screen, (state) => latest.current.onState(state));
    connection.current = mine;
    return () => {
      connection.current = null;
      mine.close();
      screen.clear();
    };
  }, [screen, path]);

  useEffect(() => {
    screen?.setScreenReader(isScreenReader);
  }, [screen, isScreenReader]);

  useImperativeHandle(
    ref,
    () => ({
      focus: () => screen?.focus(),
      type: (text) => (screen === null ? false : (connection.current?.send(screen.encodeKeys(text)) ?? false)),
      retryNow: () => connection.current?.retryNow(),
      restart: () => connection.current?.restart(),
      text: () => screen?.text() ?? '',
    }),
    [screen],
  );

  return <div ref={host} className={styles['host']} />;
}

/** xterm is large: it comes after the page can be read. The font must be there before xterm measures it. */
async function loadScreen() {
  const fonts = Promise.race([
    Promise.allSettled([
      document.fonts.load('14px "JetBrains Mono"'),
      document.fonts.load('bold 14px "JetBrains Mono"'),
    ]),
    new Promise((resolve) => setTimeout(resolve, 1000)),
  ]);
  const [{ openScreen }] = await Promise.all([import('./terminal-screen.ts'), fonts]);
  return openScreen;
}
