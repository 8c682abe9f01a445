'use client';

import { useEffect, useState } from 'react';
import type { ToolProps } from '../workspace/tools.ts';
import { wishFor } from '../workspace/wishes.ts';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import { PreviewBar } from './preview-bar.tsx';
import { previewUrl, type PreviewAddress } from './preview-address.ts';
import { PreviewEmpty } from './preview-empty.tsx';
import styles from './preview-tool.module.css';
import { usePreviewAccess } from './use-preview-access.ts';

/** Scripts, forms and windows of its own, but never the page around it. */
const frameRights =
  'allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads';

/** What the published ports of the learner's machine serve, one at a time. */
export function PreviewTool({ isVisible }: ToolProps) {
  const { machine, node, ports, previewWish, takePreviewWish } = useWorkspace();
  const access = usePreviewAccess(machine.phase === 'live' ? (machine.lease?.id ?? null) : null, node);
  const template = access?.template ?? null;
  const [address, setAddress] = useState<PreviewAddress | null>(null);
  /** Another number makes the frame anew. */
  const [loads, setLoads] = useState(0);
  const go = (next: PreviewAddress): void => {
    setAddress(next);
    setLoads((count) => count + 1);
  };

  const wish = wishFor(previewWish, machine.lease?.id, node);
  const [metWish, setMetWish] = useState<typeof wish>(null);
  if (wish !== null && wish !== metWish) {
    setMetWish(wish);
    go({ port: wish.what, path: '/' });
  }
  useEffect(() => {
    if (wish !== null) takePreviewWish(wish);
  }, [wish, takePreviewWish]);
  // The newest is the one that the learner has just made; later ones wait in the bar.
  const newest = ports?.at(-1);
  if (address === null && newest !== undefined) setAddress({ port: newest.port, path: '/' });

  const isSilent = machine.lease?.state === 'unwell';

  // A container that was started again has a new server behind the same port.
  const isPublished = ports?.some(({ port }) => port === address?.port) === true;
  const [wasPublished, setWasPublished] = useState(isPublished);
  if (isPublished !== wasPublished) {
    setWasPublished(isPublished);
    if (isPublished) setLoads((count) => count + 1);
  }

  return (
    <section className={styles['tool']} aria-label="Preview" hidden={!isVisible}>
      <PreviewBar
        address={address}
        url={address === null || template === null ? null : previewUrl(template, address)}
        ports={ports ?? []}
        isPublished={isPublished}
        onGo={go}
        onReload={() => setLoads((count) => count + 1)}
      />
      {access?.template === null ? (
        <PreviewEmpty kind="no-way" />
      ) : address === null || template === null ? (
        <PreviewEmpty kind={isSilent ? 'silent' : ports === null || address !== null ? 'asking' : 'no-ports'} />
      ) : (
        <iframe
          key={`${address.port}${address.path} ${loads}`}
          className={styles['frame']}
          src={previewUrl(template, address)}
          title={`What localhost:${address.port} serves`}
          sandbox={frameRights}
          referrerPolicy="no-referrer"
        />
      )}
    </section>
  );
}
