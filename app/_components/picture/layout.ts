import { Graph, layout as dagreLayout } from '@dagrejs/dagre';
import type { Frame, Scene, Section } from './scene.ts';

/** CSS pixels at zoom 1. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Placed {
  /** By key of what is drawn; also `engine` and `shelf`. Absolute. */
  readonly boxes: ReadonlyMap<string, Box>;
  readonly slots: Slots;
}

/** Which card is on which place of a section: who stays, stays where it is. */
export type Slots = ReadonlyMap<string, readonly (string | null)[]>;

export type Flow = 'down' | 'right';

/** down: users above what they use, for a place that is high; right: the same to the right, for one that is low. */
export interface Shape {
  readonly flow: Flow;
  readonly shelf: 'below' | 'beside';
}

export const shapes: readonly Shape[] = [
  { flow: 'down', shelf: 'below' },
  { flow: 'down', shelf: 'beside' },
  { flow: 'right', shelf: 'beside' },
  { flow: 'right', shelf: 'below' },
];

export const card = { width: 208, height: 78 };
export const store = { width: 208, height: 56 };
export const pill = { width: 104, height: 34 };
export const shelfRow = { width: 244, height: 42, shared: 128, head: 40 };
/** As high as the sentence on an empty shelf. */
const emptyShelfRows = 2;
const gap = 12;
const pad = 14;
const frameHead = 48;
const sectionHead = 26;
const emptyHeight = 28;
const engineHead = 26;
const engineFoot = 40;
const apart = 36;
const cardsInColumn: Readonly<Record<Flow, number>> = { down: 4, right: 2 };
const storesInColumn = 3;
const leastInRow = 4;

/** Where everything of `scene` is drawn. `before`: the slots of the picture that was shown last. */
export function layout(scene: Scene, before: Slots, { flow, shelf }: Shape): Placed {
  const slots = new Map<string, (string | null)[]>();
  for (const section of scene.frames.flatMap((frame) => frame.sections)) {
    const keys = section.cards.map(({ key }) => key);
    slots.set(section.key, slotsAfter(before.get(section.key) ?? [], keys));
  }
  const boxes = new Map<string, Box>(arrange(scene, slots, flow));
  for (const frame of scene.frames) {
    const box = boxes.get(frame.key);
    if (box !== undefined) placeCards(frame, box, slots, flow, boxes);
  }
  placeShelf(scene, boxes, shelf);
  const inside = around([...boxes.values()]);
  boxes.set('engine', {
    x: inside.x - pad * 2,
    y: inside.y - engineHead - pad,
    width: inside.width + pad * 4,
    height: inside.height + engineHead + engineFoot + pad * 2,
  });
  placePills(scene, boxes, flow);
  return { boxes, slots };
}

/** Who stays keeps its place; who is new takes the first free one. */
export function slotsAfter(before: readonly (string | null)[], keys: readonly string[]): (string | null)[] {
  const now = new Set(keys);
  const after = before.map((key) => (key !== null && now.has(key) ? key : null));
  const placed = new Set(after);
  for (const key of keys) {
    if (placed.has(key)) continue;
    const free = after.indexOf(null);
    if (free === -1) after.push(key);
    else after[free] = key;
  }
  while (after.length > 0 && after.at(-1) === null) after.pop();
  return after;
}

/** Frames and stores, by dagre, in rows (or columns): first the frames, then what is used. The first frame is where all begins. */
function arrange(scene: Scene, slots: Slots, flow: Flow): Map<string, Box> {
  const graph = new Graph({ directed: true });
  graph.setGraph({
    ...{ rankdir: flow === 'down' ? 'TB' : 'LR', nodesep: apart, ranksep: apart, marginx: 0, marginy: 0 },
    ...{ align: 'UL', rankalign: 'top' },
  });
  graph.setDefaultEdgeLabel(() => ({}));
  // All hang on this, each as far away as its row says.
  graph.setNode('root', { width: 1, height: 1 });
  const frameOf = new Map<string, string>();
  const { frames, stores } = scene;
  const inRow = flow === 'right' ? 1 : Math.max(leastInRow, Math.ceil(Math.sqrt(frames.length * 1.5)));
  frames.forEach((frame, i) => {
    graph.setNode(frame.key, frameSize(frame, slots, flow));
    graph.setEdge('root', frame.key, { minlen: 1 + Math.floor(i / inRow) });
    for (const section of frame.sections) for (const { key } of section.cards) frameOf.set(key, frame.key);
  });
  const rows = Math.ceil(frames.length / inRow);
  stores.forEach(({ key }, i) => {
    graph.setNode(key, { ...store });
    graph.setEdge('root', key, { minlen: 1 + rows + Math.floor(i / (flow === 'right' ? storesInColumn : inRow)) });
  });
  for (const { kind, from, to } of scene.links) {
    const source = frameOf.get(from);
    if (kind === 'mount' && source !== undefined) graph.setEdge(source, to, { minlen: 1 });
  }
  dagreLayout(graph, { disableOptimalOrderHeuristic: true });
  const found = new Map<string, Box>();
  for (const key of graph.nodes()) {
    const { x = 0, y = 0, width = 0, height = 0 } = graph.node(key) as Partial<Box>;
    if (key !== 'root') found.set(key, { x: x - width / 2, y: y - height / 2, width, height });
  }
  return fromFirst(found, frames[0]?.key);
}

/** The same with the top left corner of `key` at 0,0. */
function fromFirst(boxes: Map<string, Box>, key: string | undefined): Map<string, Box> {
  const origin = (key === undefined ? undefined : boxes.get(key)) ?? { x: 0, y: 0 };
  return new Map(
    [...boxes].map(([k, box]) => [k, { ...box, x: Math.round(box.x - origin.x), y: Math.round(box.y - origin.y) }]),
  );
}

function sectionSize({ key, project }: Section, slots: Slots, flow: Flow): { width: number; height: number } {
  const count = Math.max(1, slots.get(key)?.length ?? 0);
  const columns = Math.ceil(count / cardsInColumn[flow]);
  const rows = Math.min(count, cardsInColumn[flow]);
  const around_ = project === '' ? 0 : pad * 2;
  return {
    width: columns * (card.width + gap) - gap + around_,
    height: rows * (card.height + gap) - gap + (project === '' ? 0 : sectionHead + pad),
  };
}

function frameSize(frame: Frame, slots: Slots, flow: Flow): { width: number; height: number } {
  const sizes = frame.sections.map((section) => sectionSize(section, slots, flow));
  const width = sizes.reduce((sum, size) => sum + size.width + gap, -gap);
  return {
    width: Math.max(card.width, width) + pad * 2,
    height: Math.max(emptyHeight, ...sizes.map(({ height }) => height)) + frameHead + pad,
  };
}

function placeCards(frame: Frame, box: Box, slots: Slots, flow: Flow, boxes: Map<string, Box>): void {
  let x = box.x + pad;
  for (const section of frame.sections) {
    const size = sectionSize(section, slots, flow);
    const y = box.y + frameHead;
    const hasOutline = section.project !== '';
    if (hasOutline) boxes.set(section.key, { x, y, ...size });
    const left = x + (hasOutline ? pad : 0);
    const top = y + (hasOutline ? sectionHead : 0);
    (slots.get(section.key) ?? []).forEach((key, i) => {
      if (key === null) return;
      const column = Math.floor(i / cardsInColumn[flow]);
      const row = i % cardsInColumn[flow];
      boxes.set(key, { x: left + column * (card.width + gap), y: top + row * (card.height + gap), ...card });
    });
    x += size.width + gap;
  }
}

function placeShelf({ shelf }: Scene, boxes: Map<string, Box>, side: Shape['shelf']): void {
  const above = around([...boxes.values()]);
  const rows = (shelf.rows.length === 0 ? emptyShelfRows : shelf.rows.length) + (shelf.more > 0 ? 1 : 0);
  const size = {
    width: shelf.columns * shelfRow.shared + shelfRow.width,
    height: shelfRow.head + rows * shelfRow.height,
  };
  boxes.set(
    'shelf',
    side === 'below'
      ? { x: above.x, y: above.y + above.height + apart, ...size }
      : { x: above.x + above.width + apart, y: above.y, ...size },
  );
}

/** On the engine's edge, each as near as it can be to what it leads to. */
function placePills(scene: Scene, boxes: Map<string, Box>, flow: Flow): void {
  const engine = boxes.get('engine');
  if (engine === undefined) return;
  const aim = ({ to }: { to: string }): number => {
    const box = boxes.get(to) ?? engine;
    // From above, a line comes down beside the card, where it crosses no other.
    return flow === 'down' ? box.x - pad / 2 - pill.width / 2 : box.y + box.height / 2 - pill.height / 2;
  };
  let next = flow === 'down' ? engine.x - pill.width / 2 : engine.y + engineHead;
  for (const one of [...scene.pills].sort((a, b) => aim(a) - aim(b))) {
    const at = Math.max(next, aim(one));
    const across = flow === 'down' ? engine.y - pill.height / 2 : engine.x - pill.width / 2;
    boxes.set(one.key, flow === 'down' ? { x: at, y: across, ...pill } : { x: across, y: at, ...pill });
    next = at + (flow === 'down' ? pill.width : pill.height) + gap;
  }
}

function around(boxes: readonly Box[]): Box {
  const x = Math.min(0, ...boxes.map((box) => box.x));
  const y = Math.min(0, ...boxes.map((box) => box.y));
  const right = Math.max(card.width, ...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(card.height, ...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
