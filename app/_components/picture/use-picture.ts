import { useEffect, useReducer, useState, useSyncExternalStore } from 'react';
import { firstPicture, nextEndMs, pictureAfter, type PictureState } from './picture-state.ts';
import { connectWorld, type WorldConnectionState } from './world-connection.ts';

export interface Picture extends PictureState {
  readonly connection: WorldConnectionState;
}

/** What is in the machine of a lease, while somebody looks. `isWatched` false: nothing is asked for, the last is kept. */
export function usePicture(leaseId: string | null, node: string, isWatched: boolean): Picture {
  const [state, dispatch] = useReducer(pictureAfter, firstPicture);
  const [connection, setConnection] = useState<WorldConnectionState>('connecting');
  const isPageShown = useSyncExternalStore(onPageShown, isShown, () => true);
  const watches = isWatched && isPageShown;

  useEffect(() => {
    if (leaseId === null || !watches) return;
    const connected = connectWorld(leaseId, node === 'main' ? undefined : node, {
      world: (world) => dispatch({ type: 'world', world, atMs: Date.now() }),
      state: setConnection,
    });
    return () => connected.close();
  }, [leaseId, node, watches]);

  const endMs = nextEndMs(state);
  useEffect(() => {
    if (endMs === null) return;
    const timer = setTimeout(() => dispatch({ type: 'time', atMs: Date.now() }), Math.max(0, endMs - Date.now()) + 10);
    return () => clearTimeout(timer);
  }, [endMs]);

  return { ...state, connection };
}

function onPageShown(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

function isShown(): boolean {
  return document.visibilityState === 'visible';
}
