const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** Through all things in the order of the document: so each can be reached, wherever it lies. */
const steps: Readonly<Record<string, number>> = { PageDown: 1, PageUp: -1 };

/** The thing in `within` to which `key` leads from `from`: for an arrow the nearest on that side; null: none. */
export function nextInDirection(key: string, within: Element, from: Element | null): HTMLElement | null {
  if (from?.matches('[data-thing]') !== true) return null;
  const things = [...within.querySelectorAll<HTMLElement>('[data-thing]')];
  const step = steps[key];
  if (step !== undefined)
    return things.at((things.findIndex((thing) => thing === from) + step) % things.length) ?? null;
  const direction = directions[key];
  if (direction === undefined) return null;
  const start = from.getBoundingClientRect();
  let best: HTMLElement | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const thing of things) {
    const cost = thing === from ? null : costOf(start, thing.getBoundingClientRect(), direction);
    if (cost !== null && cost < bestCost) [best, bestCost] = [thing, cost];
  }
  return best;
}

type Rect = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;

/** How far `to` lies from `from` in a direction, counting what one would have to go aside twice; null: not on that side. */
export function costOf(from: Rect, to: Rect, [dx, dy]: readonly [number, number]): number | null {
  const middle = (a: number, b: number): number => (a + b) / 2;
  const along =
    dx === 0
      ? (middle(to.top, to.bottom) - middle(from.top, from.bottom)) * dy
      : (middle(to.left, to.right) - middle(from.left, from.right)) * dx;
  if (along <= 2) return null;
  const aside =
    dx === 0
      ? Math.max(0, to.left - from.right, from.left - to.right)
      : Math.max(0, to.top - from.bottom, from.top - to.bottom);
  return along + aside * 2;
}
