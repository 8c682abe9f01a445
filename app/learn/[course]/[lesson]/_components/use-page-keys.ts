import { useCallback, useEffect, useRef } from 'react';

export interface PageKeys {
  readonly help: () => void;
  /** To the other pane; `isInMachine`: the focus is in the machine's. */
  readonly otherPane: (isInMachine: boolean) => void;
  readonly step: (by: -1 | 1) => void;
}

/** The page's keys. Returns which keys a terminal must leave to the page. */
export function usePageKeys(keys: PageKeys): (event: KeyboardEvent) => boolean {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      const isTyping = target?.closest('input, textarea, select, [contenteditable]') != null;
      if (target?.closest('dialog') != null) return;
      if (event.key === 'F6' && isPlain(event)) latest.current.otherPane(target?.closest('#machine') != null);
      else if (event.altKey && event.key === 'PageDown') latest.current.step(1);
      else if (event.altKey && event.key === 'PageUp') latest.current.step(-1);
      else if (event.key === '?' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey)
        latest.current.help();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return useCallback(
    (event) =>
      (event.key === 'F6' && isPlain(event)) || (event.altKey && (event.key === 'PageDown' || event.key === 'PageUp')),
    [],
  );
}

function isPlain(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
}
