import { watch, type FSWatcher } from 'node:fs';
import { maxWatched } from '../../protocol/files.ts';
import type { Home } from './home.ts';
import { openFolder, viaHandle, withSpot } from './walk.ts';

/** After a change a folder is left alone for this long; doubled while it goes on changing, halved when it is calm. */
const firstPauseMs = 150;
const longestPauseMs = 2400;

export interface FolderWatch {
  /** Watches exactly these from now on. */
  set(folders: readonly string[]): void;
  close(): void;
}

interface Watched {
  watcher: FSWatcher | undefined;
  timer: NodeJS.Timeout | undefined;
  pauseMs: number;
  armedAtMs: number;
}

/**
 * Watches folders of a home. A watch ends with the first change and is set up anew after a pause, so that a program which
 * writes without end costs a few events a second. `onChange` may come once too often, never once too few: also after
 * everything that happened in a pause. `onGone`: the folder is not there, or no folder; it is not watched any more.
 */
export function watchFolders(
  home: Home,
  { onChange, onGone }: { onChange: (folder: string) => void; onGone: (folder: string) => void },
): FolderWatch {
  const all = new Map<string, Watched>();

  const drop = (folder: string): void => {
    const watched = all.get(folder);
    watched?.watcher?.close();
    clearTimeout(watched?.timer);
    all.delete(folder);
  };
  const arm = async (folder: string, watched: Watched): Promise<void> => {
    try {
      const watcher = await withSpot(home, folder, { follow: true }, async ({ at }) => {
        const handle = await openFolder(at);
        try {
          return watch(viaHandle(handle), { persistent: false });
        } finally {
          await handle.close();
        }
      });
      watcher.on('change', () => pause(folder, watched));
      watcher.on('error', () => pause(folder, watched));
      if (all.get(folder) !== watched) watcher.close();
      else {
        watched.watcher = watcher;
        watched.armedAtMs = Date.now();
      }
    } catch (error) {
      if (all.get(folder) !== watched) return;
      if (isNoRoom(error)) pause(folder, watched, longestPauseMs);
      else {
        drop(folder);
        onGone(folder);
      }
    }
  };
  const pause = (folder: string, watched: Watched, atLeastMs = 0): void => {
    if (all.get(folder) !== watched || watched.timer !== undefined) return;
    watched.watcher?.close();
    watched.watcher = undefined;
    const wasCalm = Date.now() - watched.armedAtMs > watched.pauseMs;
    watched.pauseMs = wasCalm ? firstPauseMs : Math.min(watched.pauseMs * 2, longestPauseMs);
    watched.timer = setTimeout(
      () => {
        watched.timer = undefined;
        void arm(folder, watched).then(() => {
          if (all.get(folder) === watched) onChange(folder);
        });
      },
      Math.max(watched.pauseMs, atLeastMs),
    );
  };

  return {
    set(folders) {
      const wanted = new Set(folders.slice(0, maxWatched));
      for (const folder of [...all.keys()]) if (!wanted.has(folder)) drop(folder);
      for (const folder of wanted) {
        if (all.has(folder)) continue;
        const watched: Watched = { watcher: undefined, timer: undefined, pauseMs: firstPauseMs, armedAtMs: 0 };
        all.set(folder, watched);
        void arm(folder, watched).then(() => {
          // What changed between the browser's look and this moment.
          if (all.get(folder) === watched) onChange(folder);
        });
      }
    },
    close() {
      for (const folder of [...all.keys()]) drop(folder);
    },
  };
}

/** The machine has no watches left: then the folder is looked at now and again. */
function isNoRoom(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return ['ENOSPC', 'EMFILE', 'ENFILE'].includes((cause as NodeJS.ErrnoException).code ?? '');
}
