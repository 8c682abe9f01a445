import { filesServerMessageSchema, maxWatched, type FilesClientMessage } from '../../../protocol/files.ts';
import { openLasting } from '../socket/lasting-socket.ts';

export interface FileEvents {
  /** The folders that are to be watched from now on. */
  watch(folders: readonly string[]): void;
  close(): void;
}

/**
 * Listens to what changes in the learner's folders, and again whenever the connection is lost; after each connection every
 * watched folder is told as changed once.
 */
export function listenToFiles(leaseId: string, node: string, onChanged: (folder: string) => void): FileEvents {
  let watched: readonly string[] = [];
  const path = `/ws/leases/${leaseId}/files${node === 'main' ? '' : `?node=${node}`}`;
  const tell = (): void => {
    const message: FilesClientMessage = { type: 'watch', folders: watched.slice(0, maxWatched) };
    socket.send(JSON.stringify(message));
  };
  const socket = openLasting(path, {
    open: tell,
    message(text) {
      try {
        // Of a folder that has gone its parent tells; but a look is never wrong.
        onChanged(filesServerMessageSchema.parse(JSON.parse(text)).folder);
        return true;
      } catch {
        return false;
      }
    },
  });
  return {
    watch(folders) {
      const wanted = [...new Set(folders)].sort();
      // The home itself has the name ''.
      if (JSON.stringify(wanted) === JSON.stringify(watched)) return;
      watched = wanted;
      tell();
    },
    close() {
      socket.close();
    },
  };
}
