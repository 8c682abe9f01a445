import type { World } from '../../../protocol/world.ts';
import { describeChanges, thingsByKey, type Change, type ThingKey } from './changes.ts';

/** How long something new is marked, and something gone still shown. */
export const freshForMs = 4000;
export const ghostForMs = 2500;
const maxFresh = 60;

export interface Fresh {
  readonly how: Change['how'];
  readonly untilMs: number;
}

/** The world and what just happened in it. */
export interface PictureState {
  /** What the engine has. */
  readonly world: World | null;
  /** The same, with what went away a moment ago. */
  readonly shown: World | null;
  readonly fresh: ReadonlyMap<ThingKey, Fresh>;
  /** The last thing that happened, as a sentence. */
  readonly news: string;
}

export type PictureAction =
  | { readonly type: 'world'; readonly world: World; readonly atMs: number }
  | { readonly type: 'time'; readonly atMs: number };

export const firstPicture: PictureState = { world: null, shown: null, fresh: new Map(), news: '' };

/** The state after a new world or after some time. */
export function pictureAfter(state: PictureState, action: PictureAction): PictureState {
  const { atMs } = action;
  const kept = new Map([...state.fresh].filter(([, { untilMs }]) => untilMs > atMs));
  if (action.type === 'time') {
    if (kept.size === state.fresh.size) return state;
    return { ...state, fresh: kept, shown: state.world && withGhosts(state.world, state.shown, kept) };
  }
  const changes = state.world === null ? [] : describeChanges(state.world, action.world);
  for (const { key, how } of changes.slice(-maxFresh))
    kept.set(key, { how, untilMs: atMs + (how === 'went' ? ghostForMs : freshForMs) });
  return {
    world: action.world,
    shown: withGhosts(action.world, state.shown, kept),
    fresh: kept,
    news: changes.length === 0 ? state.news : newsOf(changes),
  };
}

/** When the next mark ends; null: there is none. */
export function nextEndMs({ fresh }: PictureState): number | null {
  const ends = [...fresh.values()].map(({ untilMs }) => untilMs);
  return ends.length === 0 ? null : Math.min(...ends);
}

function newsOf(changes: readonly Change[]): string {
  const last = changes.at(-1)?.sentence ?? '';
  return changes.length > 3 ? `${changes.length} things changed. ${last}` : changes.map((c) => c.sentence).join(' ');
}

/** Containers, networks and volumes that went stay a moment where they were. */
function withGhosts(world: World, before: World | null, fresh: ReadonlyMap<ThingKey, Fresh>): World {
  if (before === null || ![...fresh.values()].some(({ how }) => how === 'went')) return world;
  const known = thingsByKey(before);
  const is = thingsByKey(world);
  const ghosts = <T extends { id: string }>(kind: string, of: readonly T[], now: readonly T[]): T[] => [
    ...now,
    ...of.filter(({ id }) => {
      const key: ThingKey = `${kind}:${id}`;
      return fresh.get(key)?.how === 'went' && known.has(key) && !is.has(key);
    }),
  ];
  return {
    ...world,
    containers: ghosts('container', before.containers, world.containers),
    networks: ghosts('network', before.networks, world.networks),
    volumes: ghosts('volume', before.volumes, world.volumes),
  };
}
