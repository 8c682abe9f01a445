'use client';

import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { ToolProps } from '../workspace/tools.ts';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import type { ThingKey } from './changes.ts';
import { DetailsPanel } from './details-panel.tsx';
import { factsOf } from './facts.ts';
import { FirstSteps } from './first-steps.tsx';
import { PictureCanvas } from './picture-canvas.tsx';
import styles from './picture-tool.module.css';
import { SwarmBoard } from './swarm-board.tsx';
import { usePicture, type Picture } from './use-picture.ts';
import { WorldList } from './world-list.tsx';

const views = ['picture', 'swarm', 'list'] as const;
type View = (typeof views)[number];
const viewLabels: Readonly<Record<View, string>> = { picture: 'Picture', swarm: 'Swarm', list: 'List' };

const narrow = '(max-width: 600px)';
const onePane = '(max-width: 900px)';

/** What is in the learner's engine, live: drawn, or as a list. */
export function PictureTool({ isVisible }: ToolProps) {
  const { machine, node, front, show, run, openPreview, isScreenReader } = useWorkspace();
  const picture = usePicture(machine.lease?.id ?? null, node, isVisible);
  const [chosen, setView] = useState<View | null>(null);
  const [selected, setSelected] = useState<ThingKey | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const isNarrow = useSyncExternalStore(
    onNarrow,
    () => matchMedia(narrow).matches,
    () => false,
  );
  const { world, shown } = picture;
  const hasSwarm = world !== null && world.engine.swarm !== 'none';
  const wanted = chosen ?? (isNarrow || isScreenReader ? 'list' : 'picture');
  const view = wanted === 'swarm' && !hasSwarm ? 'picture' : wanted;

  const runHere = useCallback(
    (command: string) => {
      // The learner must see what they run: the terminal in front, and this below where there is room.
      if (front !== 'terminal') {
        show('terminal');
        if (front === 'picture' && !matchMedia(onePane).matches) show('picture', 'beside');
      }
      run(command);
    },
    [front, show, run],
  );
  const close = useCallback(() => {
    setSelected((key) => {
      const back = key === null ? null : body.current?.querySelector<HTMLElement>(`[data-thing="${CSS.escape(key)}"]`);
      requestAnimationFrame(() => back?.focus({ preventScroll: true }));
      return null;
    });
  }, []);
  const select = useCallback((key: ThingKey | null) => setSelected(key), []);

  const facts = useMemo(
    () => (world === null || selected === null ? null : factsOf(world, selected)),
    [world, selected],
  );

  return (
    <div className={styles['tool']} hidden={!isVisible} data-connection={picture.connection}>
      <h2 className="for-readers">Picture of this machine</h2>
      <div className={styles['bar']}>
        <div className={styles['views']} role="group" aria-label="Show as">
          {views.map((one) =>
            one === 'swarm' && !hasSwarm ? null : (
              <button
                key={one}
                type="button"
                data-first-focus={one === view ? true : undefined}
                aria-pressed={one === view}
                onClick={() => setView(one)}
              >
                {viewLabels[one]}
              </button>
            ),
          )}
        </div>
        <p className={styles['news']} role="status">
          {picture.news}
        </p>
      </div>
      <Notice picture={picture} />
      {world === null || shown === null ? (
        <p className={styles['waiting']}>Asking your Docker Engine what it has…</p>
      ) : isUnseen(world) ? (
        <p className={styles['waiting']}>What it has shows here as soon as it answers.</p>
      ) : (
        <div className={styles['body']} ref={body}>
          <div className={styles['view']}>
            <FirstSteps world={world} onRun={runHere} />
            {view === 'picture' ? (
              <PictureCanvas world={shown} fresh={picture.fresh} selected={selected} onSelect={select} />
            ) : view === 'swarm' ? (
              <SwarmBoard world={world} fresh={picture.fresh} selected={selected} onSelect={select} />
            ) : (
              <WorldList
                {...{ world, fresh: picture.fresh, selected, onSelect: select, onRun: runHere }}
                onPreview={openPreview}
              />
            )}
          </div>
          {facts === null || view === 'list' ? null : (
            <DetailsPanel facts={facts} onRun={runHere} onPreview={openPreview} onClose={close} />
          )}
        </div>
      )}
    </div>
  );
}

/** Has its engine never answered since this page looks at it? Every engine that answers has a network at least. */
function isUnseen(world: Picture['world']): boolean {
  return world !== null && world.engine.state !== 'answering' && world.networks.length === 0;
}

/** Why what is shown may not be what is. */
function Notice({ picture: { connection, world } }: { readonly picture: Picture }) {
  const engine = world?.engine ?? null;
  const sentence =
    connection === 'lost' || connection === 'ended'
      ? 'No connection to your machine just now; it is tried again. This is how it was last.'
      : engine !== null && engine.state !== 'answering'
        ? `${engine.sentence}${isUnseen(world) ? '' : ' This is how it was last.'}`
        : null;
  return sentence === null ? null : (
    <p className={styles['notice']} role="status">
      {sentence}
    </p>
  );
}

function onNarrow(listener: () => void): () => void {
  const query = matchMedia(narrow);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
