import { layout, shapes, type Placed, type Shape, type Slots } from './layout.ts';
import type { Scene } from './scene.ts';

/** Another shape must be so much larger on the screen before things change their places for it. */
const worthwhile = 1.2;
/** Of very many blocks all shapes are small, and trying each would take time. */
const maxTried = 60;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The layout in the shape that is shown largest in `size`; `kept` stays unless another is clearly better. */
export function bestLayout(
  scene: Scene,
  before: Slots,
  size: Size | null,
  kept: Shape | null,
): { placed: Placed; shape: Shape } {
  const first = kept ?? shapes[0] ?? { flow: 'down', shelf: 'below' };
  let best = { placed: layout(scene, before, first), shape: first };
  if (size === null || scene.frames.length + scene.stores.length > maxTried) return best;
  let bestZoom = zoomOf(best.placed, size) * (kept === null ? 1 : worthwhile);
  for (const shape of shapes) {
    if (shape === first) continue;
    const placed = layout(scene, before, shape);
    const zoom = zoomOf(placed, size);
    if (zoom > bestZoom) [best, bestZoom] = [{ placed, shape }, zoom];
  }
  return best;
}

/** How large everything can be shown at once. Beyond 1 more is no gain. */
function zoomOf({ boxes }: Placed, { width, height }: Size): number {
  const engine = boxes.get('engine');
  return engine === undefined ? 0 : Math.min(1, width / engine.width, height / engine.height);
}
