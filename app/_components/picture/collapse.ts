import type { World, WorldContainer } from '../../../protocol/world.ts';
import type { ThingKey } from './changes.ts';

/** Containers of one network and project that have the same image and state, drawn as one. */
export interface Pile {
  readonly image: string;
  readonly state: WorldContainer['state'];
  readonly project: string;
  readonly count: number;
  /** Those of which more is known than their number. */
  readonly containers: readonly WorldContainer[];
}

/** What is drawn for containers: one, or a pile of those that look the same. */
export type Card =
  | { readonly kind: 'container'; readonly key: ThingKey; readonly container: WorldContainer }
  | { readonly kind: 'pile'; readonly key: ThingKey; readonly pile: Pile };

/** Up to so many containers each has a card of its own. */
export const collapseAbove = 24;
const smallestPile = 3;
const maxCards = 60;

export interface Collapsed {
  /** By name of the network in which they stand, the oldest first. */
  readonly cards: ReadonlyMap<string, readonly Card[]>;
  /** By id of the container. */
  readonly cardOf: ReadonlyMap<string, ThingKey>;
  /** Containers that have no card. */
  readonly more: number;
}

/** A card for each container or, where there are many, for each kind of them. Never more than some 60 cards. */
export function collapsed(world: Pick<World, 'containers' | 'more'>): Collapsed {
  const byId = new Map(world.containers.map((c) => [c.id, c]));
  const ordered = [...world.containers].sort((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1));
  const uncounted = world.more.containers.reduce((sum, { count }) => sum + count, 0);
  const isMany = ordered.length + uncounted > collapseAbove;
  const kinds = new Map<string, { home: string; containers: WorldContainer[] }>();
  for (const c of ordered) {
    const home = homeOf(c, byId);
    const kind = isMany ? [home, c.project, c.service, c.image, c.state].join('\n') : c.id;
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, { home, containers: [c] });
    else known.containers.push(c);
  }
  const cards = new Map<string, Card[]>();
  const cardOf = new Map<string, ThingKey>();
  let left = maxCards;
  let more = 0;
  const put = (home: string, card: Card, containers: readonly WorldContainer[]): void => {
    const count = card.kind === 'pile' ? card.pile.count : 1;
    if (left === 0) {
      more += count;
      return;
    }
    left -= 1;
    cards.set(home, [...(cards.get(home) ?? []), card]);
    for (const { id } of containers) cardOf.set(id, card.key);
  };
  for (const [kind, { home, containers }] of kinds) {
    const [first] = containers;
    if (first === undefined) continue;
    if (containers.length >= smallestPile) {
      const { image, state, project } = first;
      const key: ThingKey = `pile:${kind.replaceAll('\n', '/')}`;
      put(
        home,
        { kind: 'pile', key, pile: { image, state, project, count: containers.length, containers } },
        containers,
      );
    } else for (const c of containers) put(home, { kind: 'container', key: `container:${c.id}`, container: c }, [c]);
  }
  for (const { image, state, count } of world.more.containers) {
    const key: ThingKey = `pile:more/${image}/${state}`;
    put('bridge', { kind: 'pile', key, pile: { image, state, project: '', count, containers: [] } }, []);
  }
  return { cards, cardOf, more };
}

/** Name of the network in whose frame a container stands. */
export function homeOf(c: WorldContainer, all: ReadonlyMap<string, WorldContainer>): string {
  const host = c.networkOf === '' ? undefined : all.get(c.networkOf);
  return (host === undefined || host === c ? c : { ...host, networkOf: '' }).networks[0]?.name ?? 'none';
}
