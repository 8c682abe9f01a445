import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

/** A yes or no that this browser remembers under `key`; no at first. */
export function useStored(key: string): readonly [boolean, (value: boolean) => void] {
  const value = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => localStorage.getItem(key) === 'yes',
    () => false,
  );
  const set = (next: boolean): void => {
    localStorage.setItem(key, next ? 'yes' : 'no');
    for (const listener of listeners) listener();
  };
  return [value, set];
}
