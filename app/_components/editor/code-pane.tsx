'use client';

import type { editor } from 'monaco-editor/editor';
import { useEffect, useRef, useState } from 'react';
import { watchTheme } from '../terminal/terminal-theme.ts';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import styles from './editor-tool.module.css';
import { editorOptions } from './monaco/options.ts';
import { applyTheme } from './monaco/theme.ts';
import { loadMonaco, useDocs, useSession, type OpenDoc } from './session-context.ts';
import { baseName } from './tree-model.ts';
import { useFontSize } from './use-font-size.ts';

interface CodePaneProps {
  readonly doc: OpenDoc | undefined;
  readonly isVisible: boolean;
}

/** The text of the file in front, in Monaco; one editor for all files. */
export function CodePane({ doc, isVisible }: CodePaneProps) {
  const session = useSession();
  const { isScreenReader } = useWorkspace();
  const hasDocs = useDocs().length > 0;
  const place = useRef<HTMLDivElement>(null);
  const [code, setCode] = useState<editor.IStandaloneCodeEditor | null>(null);
  const [problem, setProblem] = useState(false);
  const [fontSize] = useFontSize();

  const buffer = doc?.buffer ?? null;
  /** What was in front when its machine was last looked at. */
  const before = useRef(buffer);
  // Before the effect that makes the editor, so that it also ends before: what ends then tells where the cursor was.
  useEffect(() => {
    if (code === null) return;
    code.setModel(buffer?.model ?? null);
    if (buffer === null) return;
    if (buffer.viewState !== null) code.restoreViewState(buffer.viewState);
    // A file that was just opened is to be written in; one that is seen again is not, by those who came to a machine.
    if (buffer !== before.current) code.focus();
    before.current = null;
    return () => {
      if (!buffer.model.isDisposed()) buffer.viewState = code.saveViewState();
    };
  }, [code, buffer]);

  useEffect(() => {
    const here = place.current;
    if (here === null) return;
    let made: editor.IStandaloneCodeEditor | undefined;
    let isOver = false;
    const stopWatching = watchTheme(() => {
      if (made !== undefined) void loadMonaco().then((monaco) => applyTheme(monaco, here));
    });
    loadMonaco()
      .then((monaco) => {
        if (isOver) return;
        applyTheme(monaco, here);
        made = monaco.editor.create(here, { ...editorOptions(here), model: null });
        setCode(made);
      })
      .catch(() => setProblem(true));
    return () => {
      isOver = true;
      stopWatching();
      made?.dispose();
      setCode(null);
    };
  }, []);

  const path = doc?.path ?? '';
  const isReadOnly = doc?.save.kind === 'conflict';
  useEffect(() => {
    code?.updateOptions({
      fontSize,
      ariaLabel: `Text of ${baseName(path)}`,
      accessibilitySupport: isScreenReader ? 'on' : 'auto',
      readOnly: isReadOnly,
      readOnlyMessage: { value: 'Decide first which text is to stay: see above.' },
    });
    code?.getDomNode()?.querySelector('textarea')?.setAttribute('data-first-focus', '');
  }, [code, fontSize, path, isScreenReader, isReadOnly]);
  useEffect(() => {
    if (isVisible) code?.layout();
    else void session.docs.saveAll();
  }, [code, isVisible, session]);

  return (
    <div className={styles['code']}>
      {problem ? (
        <p className={styles['empty']} role="alert">
          The editor could not be loaded. Check your connection, then reload the page: your files are safe.
        </p>
      ) : null}
      {doc === undefined && !hasDocs ? (
        <div className={styles['empty']}>
          <p>
            <strong>Open a file on the left</strong>, or make one. What you write is saved by itself, in the home folder
            of your machine: the terminal sees it at once, and here appears what the terminal does.
          </p>
          <p>Drop files or a folder from your own computer here to upload them.</p>
        </div>
      ) : null}
      <div ref={place} className={styles['monaco']} data-empty={buffer === null} />
    </div>
  );
}
