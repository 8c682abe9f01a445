import type { Edge } from '@xyflow/react';
import type { ThingKey } from './changes.ts';
import type { Box, Flow, Placed, Shape } from './layout.ts';
import type { PictureNode } from './picture-nodes.tsx';
import type { Link, Scene } from './scene.ts';

/** The scene as React Flow takes it. `label`: what stands on the engine's frame. */
export function flowNodes(scene: Scene, { boxes }: Placed, label: string, isFaded: boolean): PictureNode[] {
  const nodes: PictureNode[] = [];
  const add = (key: string, zIndex: number, node: Pick<PictureNode, 'type' | 'data'>): void => {
    const box = boxes.get(key);
    if (box === undefined) return;
    const { x, y, width, height } = box;
    nodes.push({
      ...node,
      id: key,
      position: { x, y },
      ...{ width, height, measured: { width, height }, zIndex },
    } as PictureNode);
  };
  add('engine', -3, { type: 'engine', data: { label, isFaded } });
  for (const frame of scene.frames) {
    add(frame.key, -2, { type: 'frame', data: { frame } });
    for (const section of frame.sections) {
      add(section.key, -1, { type: 'section', data: { section } });
      for (const card of section.cards) add(card.key, 2, { type: 'card', data: { card } });
    }
  }
  for (const store of scene.stores) add(store.key, 2, { type: 'store', data: { store } });
  add('shelf', 2, { type: 'shelf', data: { shelf: scene.shelf } });
  for (const pill of scene.pills) add(pill.key, 3, { type: 'pill', data: { pill } });
  return nodes;
}

/** Lines; those of `selected` are marked. */
export function flowEdges(scene: Scene, { boxes }: Placed, { flow }: Shape, selected: ThingKey | null): Edge[] {
  return scene.links.map((link) => ({
    id: link.key,
    ...{
      source: link.from,
      target: link.to,
      type: link.kind === 'network' || flow === 'right' ? 'default' : 'smoothstep',
    },
    ...ends(link, boxes, flow),
    className: link.kind,
    ...{ pathOptions: { offset: 6, borderRadius: 6 } },
    selected: link.from === selected || link.to === selected,
    focusable: false,
  }));
}

function ends(
  { kind, from, to }: Link,
  boxes: ReadonlyMap<string, Box>,
  flow: Flow,
): Pick<Edge, 'sourceHandle' | 'targetHandle'> {
  if (kind === 'port') return { sourceHandle: flow === 'down' ? 'bottom' : 'right', targetHandle: 'left' };
  if (kind === 'mount') return { sourceHandle: 'right', targetHandle: flow === 'down' ? 'top' : 'left' };
  const isRight = (boxes.get(to)?.x ?? 0) > (boxes.get(from)?.x ?? 0);
  return { sourceHandle: isRight ? 'right' : 'left', targetHandle: isRight ? 'left' : 'right' };
}
