import { useSyncExternalStore } from 'react';

const key = 'slipway.editor-size';
const usual = 14;
const smallest = 10;
const largest = 28;
const listeners = new Set<() => void>();

/** The size of the editor's text in px, kept by this browser, and how to change it by so many. */
export function useFontSize(): readonly [number, (by: number) => void] {
  const size = useSyncExternalStore(subscribe, read, () => usual);
  const change = (by: number): void => {
    localStorage.setItem(key, String(Math.min(largest, Math.max(smallest, read() + by))));
    for (const listener of listeners) listener();
  };
  return [size, change];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): number {
  const stored = Number(localStorage.getItem(key));
  return stored >= smallest && stored <= largest ? stored : usual;
}
