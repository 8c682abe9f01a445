import { useEffect, useMemo, useState, type RefObject } from 'react';
import type { World } from '../../../protocol/world.ts';
import { bestLayout, type Size } from './best-shape.ts';
import type { Placed, Shape, Slots } from './layout.ts';
import { sceneOf, type Scene } from './scene.ts';

export interface Layout {
  readonly scene: Scene;
  readonly placed: Placed;
  readonly shape: Shape;
  /** Of the canvas, in CSS pixels; null: not known yet. */
  readonly size: Size | null;
}

interface Kept {
  readonly key: string;
  readonly placed: Placed;
  readonly shape: Shape;
}

/** Scene and places for `world`: laid out anew only when what is drawn, or the size of the canvas, became another. */
export function useLayout(world: World, place: RefObject<HTMLElement | null>): Layout {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width > 0 && height > 0) setSize({ width, height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [place]);

  const scene = useMemo(() => sceneOf(world), [world]);
  const structure = useMemo(() => structureOf(scene), [scene]);
  const [kept, setKept] = useState<Kept | null>(null);
  const key = `${size?.width} ${size?.height} ${structure}`;
  if (kept?.key === key) return { scene, placed: kept.placed, shape: kept.shape, size };
  const { placed, shape } = bestLayout(scene, kept?.placed.slots ?? noSlots, size, kept?.shape ?? null);
  setKept({ key, placed, shape });
  return { scene, placed, shape, size };
}

const noSlots: Slots = new Map();

/** All that the places depend on. */
function structureOf({ frames, stores, pills, links, shelf }: Scene): string {
  return JSON.stringify([
    frames.map(({ key, sections }) => [key, sections.map((section) => [section.key, section.cards.map((c) => c.key)])]),
    stores.map(({ key }) => key),
    pills.map(({ key, to }) => [key, to]),
    links.map(({ key }) => key),
    [shelf.rows.length, shelf.columns, shelf.more > 0],
  ]);
}
