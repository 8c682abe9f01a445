import type { World, WorldMessage } from '../../protocol/world.ts';
import { changesBetween } from '../../protocol/world-changes.ts';
import type { InnerWorld } from '../docker/inner-world.ts';
import type { Logger } from '../logger.ts';
import { openWorldSession } from './world-session.ts';

export interface WorldWatcher {
  /** A text frame of protocol/world.ts. */
  readonly onMessage: (text: string) => void;
  /** The sandbox is gone. */
  readonly onEnd: () => void;
}

/** The world of one sandbox. Reads nothing and keeps nothing while nobody watches. */
export interface WorldWatch {
  /** `watcher` gets the whole world and then its changes, until the function that comes back is called. */
  watch(watcher: WorldWatcher): () => void;
  close(): void;
}

export function worldWatch(engine: InnerWorld, logger: Logger): WorldWatch {
  const watchers = new Set<WorldWatcher>();
  let session: { close(): void } | undefined;
  let shown: World | undefined;

  const send = (message: WorldMessage): number => {
    const text = JSON.stringify(message);
    for (const watcher of watchers) watcher.onMessage(text);
    return text.length;
  };
  const onWorld = (world: World): number => {
    const before = shown;
    shown = world;
    if (before === undefined) return send({ type: 'world', world });
    const changes = changesBetween(before, world);
    return changes === null ? 0 : send({ type: 'changes', changes });
  };
  const stop = (): void => {
    session?.close();
    session = undefined;
    shown = undefined;
  };

  return {
    watch(watcher) {
      watchers.add(watcher);
      if (shown !== undefined)
        watcher.onMessage(JSON.stringify({ type: 'world', world: shown } satisfies WorldMessage));
      session ??= openWorldSession({ engine, onWorld, logger });
      return () => {
        watchers.delete(watcher);
        if (watchers.size === 0) stop();
      };
    },
    close() {
      stop();
      for (const watcher of [...watchers]) watcher.onEnd();
      watchers.clear();
    },
  };
}
