import { setTimeout as sleep } from 'node:timers/promises';
import type { PublishedPort } from '../../protocol/preview.ts';
import type { InnerEngine } from '../docker/inner-engine.ts';
import { publishedPorts } from './published-ports.ts';

/** A burst of events ends in one look. */
const quietMs = 20;
/** At most one look in so many ms: an engine may make up events. */
const lookEveryMs = 150;
const firstRetryMs = 500;
const longestRetryMs = 15_000;

/** Keeps an eye on the ports that one sandbox's containers publish, while anybody wants to know. */
export interface PortsWatch {
  /** `listener` gets the whole list, soon after this call and then whenever it changed. The returned function ends it. */
  subscribe(listener: (ports: readonly PublishedPort[]) => void): () => void;
  close(): void;
}

export function createPortsWatch(engine: InnerEngine): PortsWatch {
  const listeners = new Set<(ports: readonly PublishedPort[]) => void>();
  let watching: AbortController | undefined;
  let last: { readonly ports: readonly PublishedPort[]; readonly text: string } | undefined;

  const tell = (ports: readonly PublishedPort[]): void => {
    const text = JSON.stringify(ports);
    if (text === last?.text) return;
    last = { ports, text };
    for (const listener of listeners) listener(ports);
  };
  const watch = async (signal: AbortSignal): Promise<void> => {
    let isDue = false;
    let wake: () => void = () => undefined;
    const look = (): void => {
      isDue = true;
      wake();
    };
    const looking = (async () => {
      let retryMs = firstRetryMs;
      while (!isAborted(signal)) {
        if (!isDue) await new Promise<void>((resolve) => (wake = resolve));
        await pause(quietMs, signal);
        isDue = false;
        if (isAborted(signal)) return;
        try {
          tell(publishedPorts(await engine.containerPorts()));
          retryMs = firstRetryMs;
        } catch {
          // Slow or gone: what is known stays until the engine says something else.
          isDue = true;
          await pause(retryMs, signal);
          retryMs = Math.min(retryMs * 2, longestRetryMs);
        }
        await pause(lookEveryMs, signal);
      }
    })();
    for await (const item of engine.events(signal)) if (item.type !== 'lost') look();
    look();
    await looking;
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      if (last !== undefined) listener(last.ports);
      if (watching === undefined) {
        watching = new AbortController();
        void watch(watching.signal);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        watching?.abort();
        watching = undefined;
        last = undefined;
      };
    },
    close() {
      listeners.clear();
      watching?.abort();
      watching = undefined;
    },
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

/** In a function, since the compiler believes that what was false before a wait still is. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
