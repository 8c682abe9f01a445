import { siteEventSchema, type SiteEvent } from '../../../../../protocol/site.ts';
import { backoffMs } from '../../../../_components/backoff.ts';

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
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isClosed = false;
  const url = new URL(`/ws/leases/${leaseId}/events`, location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  const open = (): void => {
    if (isClosed) return;
    const mine = new WebSocket(url);
    socket = mine;
    mine.onopen = () => {
      failures = 0;
      on.connection(true);
    };
    mine.onmessage = (message: MessageEvent<string>) => {
      const event = siteEventSchema.safeParse(JSON.parse(message.data));
      if (event.success && !isClosed) on.event(event.data);
    };
    mine.onclose = () => {
      if (isClosed) return;
      failures += 1;
      // One short break is not worth a word.
      if (failures > 1) on.connection(false);
      if (failures % 4 === 0) on.stuck();
      timer = setTimeout(open, backoffMs(failures));
    };
  };
  open();
  return {
    close() {
      isClosed = true;
      clearTimeout(timer);
      socket?.close(1000);
    },
  };
}
