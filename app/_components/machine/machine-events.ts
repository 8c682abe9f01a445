import type { SiteEvent } from '../../../protocol/site.ts';
import { openLasting } from '../socket/lasting-socket.ts';

export interface MachineEvents {
  close(): void;
}

/**
 * Listens to the events of a lease, and again whenever the connection is lost. `onConnection` tells whether the site is
 * there; `onStuck` after several failures in a row, each time, since a refused upgrade can't say why.
 */
export function listenToLease(
  leaseId: string,
  on: {
    readonly event: (event: SiteEvent) => void;
    readonly connection: (isOpen: boolean) => void;
    readonly stuck: () => void;
  },
): MachineEvents {
  let isClosed = false;
  // Taken in order, the first ones when the parser is there.
  let taken = import('./machine-messages.ts');
  const take = (text: string): void => {
    taken = taken.then((messages) => {
      const event = messages.readSiteEvent(text);
      if (event !== undefined && !isClosed) on.event(event);
      return messages;
    });
    taken.catch(() => on.stuck());
  };
  const socket = openLasting(`/ws/leases/${leaseId}/events`, {
    open: () => on.connection(true),
    message(text) {
      take(text);
      return true;
    },
    lost(failures) {
      // One short break is not worth a word.
      if (failures > 1) on.connection(false);
      if (failures % 4 === 0) on.stuck();
    },
  });
  return {
    close() {
      isClosed = true;
      socket.close();
    },
  };
}
