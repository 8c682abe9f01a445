import { useSyncExternalStore } from 'react';

const key = 'slipway.terminal-size';
const range = { smallest: 8, largest: 32 };
const listeners = new Set<() => void>();

/** The size of the terminals' text that this browser remembers, in CSS pixels; null: what suits the width. */
export function useFontSize(): number | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => chosen(),
    () => null,
  );
}

/** Makes the text larger or smaller by one step than `nowPx`; 0: as it is without a choice. */
export function changeFontSize(by: -1 | 0 | 1, nowPx: number): void {
  if (by === 0) localStorage.removeItem(key);
  else localStorage.setItem(key, String(Math.min(range.largest, Math.max(range.smallest, Math.round(nowPx) + 2 * by))));
  for (const listener of listeners) listener();
}

function chosen(): number | null {
  const px = Number(localStorage.getItem(key) ?? NaN);
  return px >= range.smallest && px <= range.largest ? px : null;
}
