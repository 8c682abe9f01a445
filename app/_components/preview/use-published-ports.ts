import { useEffect, useState } from 'react';
import type { PublishedPort } from '../../../protocol/preview.ts';
import { openLasting } from '../socket/lasting-socket.ts';

interface Known {
  readonly leaseId: string | null;
  /** Null: not known yet. */
  readonly ports: readonly PublishedPort[] | null;
}

/**
 * The TCP ports that the machine's containers publish, kept current by the engine's events; null: not known (yet). `onNew` gets
 * those that were not there before, never the first list.
 */
export function usePublishedPorts(
  leaseId: string | null,
  node: string,
  onNew: (ports: readonly PublishedPort[]) => void,
): readonly PublishedPort[] | null {
  const [known, setKnown] = useState<Known>({ leaseId: null, ports: null });
  useEffect(() => {
    if (leaseId === null) return;
    let last: readonly PublishedPort[] | null = null;
    return listenToPorts(leaseId, node, (all) => {
      const ports = all.filter(({ protocol }) => protocol === 'tcp');
      const before = last;
      last = ports;
      setKnown({ leaseId, ports });
      if (before === null) return;
      const fresh = ports.filter(({ port }) => !before.some((old) => old.port === port));
      if (fresh.length > 0) onNew(fresh);
    });
  }, [leaseId, node, onNew]);
  return leaseId !== null && known.leaseId === leaseId ? known.ports : null;
}

/** The returned function ends it. */
function listenToPorts(leaseId: string, node: string, onPorts: (ports: PublishedPort[]) => void): () => void {
  const path = `/ws/leases/${leaseId}/ports${node === 'main' ? '' : `?node=${node}`}`;
  let isClosed = false;
  const socket = openLasting(path, {
    message(text) {
      // The parser is larger than all the rest of a lesson's page: it comes with the first message.
      void import('./read-ports.ts').then(
        ({ readPorts }) => {
          const ports = readPorts(text);
          if (ports !== undefined && !isClosed) onPorts(ports);
        },
        () => undefined,
      );
      return true;
    },
  });
  return () => {
    isClosed = true;
    socket.close();
  };
}
