import { useEffect, useState } from 'react';
import { previewAccessSchema, type PreviewAccess } from '../../../protocol/preview.ts';
import { backoffMs } from '../backoff.ts';

/** How previews of a machine are opened; undefined until the site has said it. */
export function usePreviewAccess(leaseId: string | null, node: string): PreviewAccess | undefined {
  const [known, setKnown] = useState<{ readonly of: string; readonly access: PreviewAccess } | null>(null);
  const of = `${leaseId ?? ''} ${node}`;
  useEffect(() => {
    if (leaseId === null) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (failures: number): Promise<void> => {
      try {
        const answer = await fetch(`/api/leases/${leaseId}/preview?node=${node}`, {
          cache: 'no-store',
          signal: stop.signal,
        });
        setKnown({ of, access: previewAccessSchema.parse(await answer.json()) });
      } catch {
        if (!stop.signal.aborted) timer = setTimeout(() => void ask(failures + 1), backoffMs(failures + 1));
      }
    };
    void ask(0);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [leaseId, node, of]);
  return known?.of === of ? known.access : undefined;
}
