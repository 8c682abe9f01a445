import { useEffect, useSyncExternalStore } from 'react';
import { askForTransport, currentTransport, onTransport, type Transport } from './transport.ts';

/** How this page talks to the site; finds out what the network lets through before anything depends on it. */
export function useTransport(): Transport {
  useEffect(() => {
    const ask = (): void => void askForTransport();
    ask();
    // Another network, perhaps.
    addEventListener('online', ask);
    return () => removeEventListener('online', ask);
  }, []);
  return useSyncExternalStore(onTransport, currentTransport, () => 'websocket');
}
