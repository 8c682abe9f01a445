'use client';

import '@xyflow/react/dist/base.css';
import { ReactFlow, ReactFlowProvider, useReactFlow, type Viewport } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import type { World } from '../../../protocol/world.ts';
import type { ThingKey } from './changes.ts';
import { flowEdges, flowNodes } from './flow.ts';
import { nextInDirection } from './next-in-direction.ts';
import styles from './picture-canvas.module.css';
import { PictureProvider } from './picture-context.tsx';
import { nodeTypes } from './picture-nodes.tsx';
import type { Fresh } from './picture-state.ts';
import { useLayout } from './use-layout.ts';

interface PictureCanvasProps {
  readonly world: World;
  readonly fresh: ReadonlyMap<ThingKey, Fresh>;
  readonly selected: ThingKey | null;
  readonly onSelect: (key: ThingKey) => void;
}

/** The world drawn. */
export function PictureCanvas(props: PictureCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

const fit = { padding: 0.04, minZoom: 0.3, maxZoom: 1.4 };

function Canvas({ world, fresh, selected, onSelect }: PictureCanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const { fitView, zoomIn, zoomOut, setCenter, getZoom, getNode } = useReactFlow();
  const { scene, placed, shape, size } = useLayout(world, place);
  const [current, setCurrent] = useState<ThingKey>('engine:');
  const hasMoved = useRef(false);
  const movedFrom = useRef<Viewport | null>(null);
  const { engine } = world;

  const nodes = useMemo(() => {
    const label = `Docker Engine ${engine.version}${engine.name === '' ? '' : ` on ${engine.name}`}`;
    return flowNodes(scene, placed, label, engine.state !== 'answering');
  }, [scene, placed, engine]);
  const edges = useMemo(() => flowEdges(scene, placed, shape, selected), [scene, placed, shape, selected]);
  const isThere = nodes.length > 0;
  const context = useMemo(() => ({ fresh, selected, current, select: onSelect }), [fresh, selected, current, onSelect]);

  const bounds = placed.boxes.get('engine');
  const extent = `${bounds?.x} ${bounds?.y} ${bounds?.width} ${bounds?.height} ${size?.width} ${size?.height}`;
  useEffect(() => {
    if (!isThere || hasMoved.current) return;
    const frame = requestAnimationFrame(() => void fitView({ ...fit, duration: quickMs() }));
    return () => cancelAnimationFrame(frame);
  }, [extent, isThere, fitView]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nextInDirection(event.key, event.currentTarget, document.activeElement);
    if (next === null) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
  };
  const onFocus = (event: FocusEvent<HTMLElement>): void => {
    const key = event.target.dataset['thing'] as ThingKey | undefined;
    const box = event.target.getBoundingClientRect();
    const view = place.current?.getBoundingClientRect();
    if (key === undefined || view === undefined) return;
    setCurrent(key);
    const isInView =
      box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;
    const node = getNode(event.target.closest('.react-flow__node')?.getAttribute('data-id') ?? '');
    if (isInView || node === undefined || !event.target.matches(':focus-visible')) return;
    const { x, y } = node.position;
    const zoom = getZoom();
    const own = event.target.closest('.react-flow__node')?.getBoundingClientRect() ?? box;
    void setCenter(
      x + ((box.left + box.right) / 2 - own.left) / zoom,
      y + ((box.top + box.bottom) / 2 - own.top) / zoom,
      {
        ...{ zoom, duration: quickMs() },
      },
    );
  };

  return (
    <PictureProvider value={context}>
      <div
        ref={place}
        className={styles['canvas']}
        role="group"
        aria-label="Picture of this machine's Docker Engine. Arrow keys lead from thing to thing, Page Down through all; the list says the same."
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onScroll={(event) => event.currentTarget.scrollTo(0, 0)}
      >
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          zoomOnDoubleClick={false}
          minZoom={0.15}
          maxZoom={2}
          onMoveStart={(_, viewport) => (movedFrom.current = viewport)}
          onMoveEnd={(event, { x, y, zoom }) => {
            // A click is a movement by nothing.
            const from = movedFrom.current;
            if (event !== null && (from?.x !== x || from.y !== y || from.zoom !== zoom)) hasMoved.current = true;
          }}
        />
        <div className={styles['tools']}>
          <button type="button" onClick={() => void zoomIn({ duration: quickMs() })} aria-label="Larger" title="Larger">
            <Plus size={16} aria-hidden="true" />
          </button>
          <button
            type="button"
            onClick={() => void zoomOut({ duration: quickMs() })}
            aria-label="Smaller"
            title="Smaller"
          >
            <Minus size={16} aria-hidden="true" />
          </button>
          <button
            type="button"
            onClick={() => {
              hasMoved.current = false;
              void fitView({ ...fit, duration: quickMs() });
            }}
            aria-label="All of it"
            title="All of it"
          >
            <Maximize size={16} aria-hidden="true" />
          </button>
        </div>
      </div>
    </PictureProvider>
  );
}

function quickMs(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120;
}
