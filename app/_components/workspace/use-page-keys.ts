import { useCallback, useEffect, useRef } from 'react';

export interface PageKeys {
  /** From this place to the next: text, tool in front, tool below, and round again. */
  readonly nextPlace: (from: PagePlace) => void;
  readonly step: (by: -1 | 1) => void;
}

/** The place of the focus. An element says that it is one by `data-page-place`; everything else belongs to the text. */
export type PagePlace = 'text' | 'front' | 'beside';

/** The keys of a page with tools; those of every page are in site-keys.tsx. Returns which keys a terminal must leave to the page. */
export function usePageKeys(keys: PageKeys): (event: KeyboardEvent) => boolean {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('dialog') != null) return;
      if (event.key === 'F6' && isPlain(event)) latest.current.nextPlace(placeOf(target));
      else if (event.altKey && event.key === 'PageDown') latest.current.step(1);
      else if (event.altKey && event.key === 'PageUp') latest.current.step(-1);
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

function placeOf(target: Element | null): PagePlace {
  const place = target?.closest<HTMLElement>('[data-page-place]')?.dataset['pagePlace'];
  return place === 'front' || place === 'beside' ? place : 'text';
}

function isPlain(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
}
