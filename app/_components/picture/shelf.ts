import type { World, WorldImage, WorldLayer } from '../../../protocol/world.ts';
import { imageName } from './words.ts';

/** Layers that lie on each other and belong to the same images. Rows and columns count from 0. */
export interface ShelfCell {
  /** Of its uppermost layer. */
  readonly id: string;
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly layers: number;
  readonly bytes: number | null;
}

export interface ShelfRow {
  readonly image: WorldImage;
  readonly row: number;
  /** Where the image's own part begins: all columns before are shared with others. */
  readonly column: number;
  /** Layers that no other image has. */
  readonly ownLayers: number;
  readonly ownBytes: number | null;
}

/** Images as rows; to their left, spanning rows, the layers that they share. */
export interface Shelf {
  readonly rows: readonly ShelfRow[];
  readonly cells: readonly ShelfCell[];
  /** How many columns of shared layers there are. */
  readonly columns: number;
  readonly more: number;
}

const maxRows = 14;
const maxColumns = 3;

interface Run {
  readonly layers: WorldLayer[];
  readonly children: Run[];
  readonly images: WorldImage[];
}

/** The shelf for the images of `world`; `kept`: ids of images that must be among the rows. */
export function shelfOf(
  world: Pick<World, 'images' | 'layers' | 'more'>,
  kept: ReadonlySet<string> = new Set(),
): Shelf {
  const ordered = [...world.images].sort(
    (a, b) =>
      Number(kept.has(b.id)) - Number(kept.has(a.id)) ||
      Number(b.tags.length > 0) - Number(a.tags.length > 0) ||
      imageName(a).localeCompare(imageName(b)),
  );
  const drawn = ordered.slice(0, maxRows).sort((a, b) => imageName(a).localeCompare(imageName(b)));
  const roots = runsOf(drawn, new Map(world.layers.map((layer) => [layer.id, layer])));
  const rows: ShelfRow[] = [];
  const cells: ShelfCell[] = [];

  const put = (run: Run, column: number, pending: readonly WorldLayer[]): void => {
    const layers = [...pending, ...run.layers];
    const isShared = run.images.length + run.children.length > 1;
    if (!isShared) {
      const image = run.images[0];
      if (image !== undefined) rows.push({ image, row: rows.length, column, ...ownPart(layers) });
      for (const child of run.children) put(child, column, layers);
      return;
    }
    const first = rows.length;
    const hasCell = layers.length > 0 && column < maxColumns;
    const next = hasCell ? column + 1 : column;
    for (const image of run.images) rows.push({ image, row: rows.length, column: next, ...ownPart([]) });
    for (const child of run.children) put(child, next, []);
    const top = layers.at(-1);
    if (hasCell && top !== undefined)
      cells.push({
        id: top.id,
        row: first,
        rows: rows.length - first,
        column,
        layers: layers.length,
        bytes: sum(layers),
      });
  };
  for (const root of roots) put(root, 0, []);

  const columns = Math.max(0, ...cells.map((cell) => cell.column + 1));
  return { rows, cells, columns, more: world.more.images + ordered.length - drawn.length };
}

/** An image's layers, the uppermost first. Never longer than the list of layers, whatever that says. */
export function layersUnder(top: string | null, layers: ReadonlyMap<string, WorldLayer>): WorldLayer[] {
  const found: WorldLayer[] = [];
  for (let id = top; id !== null && found.length <= layers.size;) {
    const layer = layers.get(id);
    if (layer === undefined) break;
    found.push(layer);
    id = layer.below;
  }
  return found;
}

/** A forest of runs: a new one begins where images part or one ends. Images without known layers are runs of their own. */
function runsOf(images: readonly WorldImage[], layers: ReadonlyMap<string, WorldLayer>): Run[] {
  const root: Run = { layers: [], children: [], images: [] };
  const byFirst = new Map<string, Run>();
  const users = new Map<string, number>();
  const ends = new Set<string>();
  const chains = images.map((image) => ({ image, chain: layersUnder(image.top, layers).reverse() }));
  for (const { chain } of chains) {
    for (const { id } of chain) users.set(id, (users.get(id) ?? 0) + 1);
    ends.add(chain.at(-1)?.id ?? '');
  }
  for (const { image, chain } of chains) {
    let run = root;
    let previous: WorldLayer | undefined;
    for (const layer of chain) {
      const begins = previous === undefined || users.get(previous.id) !== users.get(layer.id) || ends.has(previous.id);
      if (begins) {
        let next = byFirst.get(layer.id);
        if (next === undefined) {
          next = { layers: [], children: [], images: [] };
          byFirst.set(layer.id, next);
          run.children.push(next);
        }
        run = next;
      }
      if (run.layers.every(({ id }) => id !== layer.id)) run.layers.push(layer);
      previous = layer;
    }
    if (chain.length > 0) run.images.push(image);
    else root.children.push({ layers: [], children: [], images: [image] });
  }
  return root.children;
}

function ownPart(layers: readonly WorldLayer[]): { ownLayers: number; ownBytes: number | null } {
  return { ownLayers: layers.length, ownBytes: sum(layers) };
}

function sum(layers: readonly WorldLayer[]): number | null {
  return layers.reduce<number | null>((all, { bytes }) => (all === null || bytes === null ? null : all + bytes), 0);
}
