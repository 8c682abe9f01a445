import type { World, WorldContainer, WorldNetwork } from '../../../protocol/world.ts';
import type { ThingKey } from './changes.ts';
import { collapsed, type Card } from './collapse.ts';
import { shelfOf, type Shelf } from './shelf.ts';
import { counted, shortId, shortPath } from './words.ts';

/** Containers of one Compose project or stack, or those of none. */
export interface Section {
  readonly key: ThingKey;
  readonly project: string;
  readonly cards: readonly Card[];
}

/** A network with the containers that were made in it. */
export interface Frame {
  readonly key: ThingKey;
  readonly title: string;
  readonly subtitle: string;
  readonly sections: readonly Section[];
}

/** A volume or a folder of the machine. */
export interface Store {
  readonly key: ThingKey;
  readonly kind: 'volume' | 'bind' | 'more';
  readonly title: string;
  readonly subtitle: string;
}

/** A port of the machine. */
export interface Pill {
  readonly key: ThingKey;
  readonly label: string;
  readonly to: ThingKey;
}

export interface Link {
  readonly key: string;
  readonly kind: 'port' | 'network' | 'mount';
  readonly from: ThingKey;
  readonly to: ThingKey;
}

export interface Scene {
  readonly frames: readonly Frame[];
  readonly stores: readonly Store[];
  readonly pills: readonly Pill[];
  readonly links: readonly Link[];
  readonly shelf: Shelf;
  /** Containers that are not in the picture at all. */
  readonly more: number;
}

export const maxFrames = 30;
const maxStores = 24;
const maxPills = 24;

/** The picture of `world`. Pure: equal worlds give equal scenes. */
export function sceneOf(world: World): Scene {
  const { cards, more, cardOf } = collapsed(world);
  const frames = framesOf(world, cards);
  const drawn = new Set<string>(frames.map(({ key }) => key));
  const stores = storesOf(world);
  const storeKeys = new Set<string>(stores.map(({ key }) => key));
  const pills = world.ports.slice(0, maxPills).map<Pill>((port) => ({
    key: `port:${port.id}`,
    label: port.protocol === 'tcp' ? String(port.port) : port.id,
    to: cardOf.get(port.containerId) ?? 'engine:swarm',
  }));
  const links = new Map<string, Link>();
  const link = (kind: Link['kind'], from: ThingKey, to: ThingKey): void => {
    links.set(`${from}>${to}`, { key: `${from}>${to}`, kind, from, to });
  };
  for (const { key, to } of pills) if (to !== 'engine:swarm') link('port', key, to);
  const frameKeys = new Map(world.networks.map(({ id, name }) => [name, `network:${id}` as const]));
  for (const c of world.containers) {
    const card = cardOf.get(c.id);
    if (card === undefined) continue;
    for (const { name } of c.networks.slice(1)) {
      const key = frameKeys.get(name);
      if (key !== undefined && drawn.has(key)) link('network', card, key);
    }
    for (const mount of c.mounts) {
      const key = storeKey(mount);
      if (key !== null && storeKeys.has(key)) link('mount', card, key);
    }
  }
  const used = new Set(world.containers.map(({ imageId }) => imageId));
  return { frames, stores, pills, links: [...links.values()], shelf: shelfOf(world, used), more };
}

export function storeKey(mount: WorldContainer['mounts'][number]): ThingKey | null {
  if (mount.kind === 'volume') return `volume:${mount.volume}`;
  return mount.kind === 'bind' ? `bind:${mount.source}` : null;
}

function framesOf(world: World, cards: ReadonlyMap<string, readonly Card[]>): Frame[] {
  // Empty ones that an engine has by itself say nothing; the default bridge is where everything begins.
  const shown = world.networks.filter(
    ({ name, driver, scope }) =>
      cards.has(name) ||
      (driver === 'bridge' && name !== 'docker_gwbridge') ||
      (scope === 'swarm' && name !== 'ingress') ||
      !['host', 'null', 'bridge', 'overlay'].includes(driver),
  );
  const known = new Set(shown.map(({ name }) => name));
  const stray = [...cards.entries()].flatMap(([name, list]) => (known.has(name) ? [] : list));
  const frames = shown.map((network) => ({
    key: `network:${network.id}` as const,
    ...titleOf(network),
    sections: sectionsOf(network.id, cards.get(network.name) ?? []),
  }));
  frames.sort((a, b) => Number(b.title === 'bridge') - Number(a.title === 'bridge') || a.title.localeCompare(b.title));
  const strays: Frame = {
    key: 'network:',
    title: 'no network',
    subtitle: 'nothing can reach these',
    sections: sectionsOf('', stray),
  };
  return [...frames.slice(0, maxFrames), ...(stray.length === 0 ? [] : [strays])];
}

function titleOf({ name, driver, subnets, isInternal }: WorldNetwork): Pick<Frame, 'title' | 'subtitle'> {
  if (driver === 'host') return { title: name, subtitle: "the machine's own network" };
  if (driver === 'null') return { title: name, subtitle: 'no network at all' };
  const kind = name === 'bridge' ? 'default network' : `${driver} network`;
  const parts = [kind, subnets[0] ?? '', isInternal ? 'internal' : ''];
  return { title: name, subtitle: parts.filter((part) => part !== '').join(' · ') };
}

function sectionsOf(frame: string, cards: readonly Card[]): Section[] {
  const projects = [...new Set(cards.map(projectOf))].sort();
  return projects.map((project) => ({
    key: `section:${frame}/${project}`,
    project,
    cards: cards.filter((card) => projectOf(card) === project),
  }));
}

function projectOf(card: Card): string {
  return card.kind === 'pile' ? card.pile.project : card.container.project;
}

function storesOf(world: World): Store[] {
  const targets = new Map<string, Set<string>>();
  const users = new Map<string, Set<string>>();
  const binds = new Map<string, string>();
  for (const c of world.containers)
    for (const mount of c.mounts) {
      const key = storeKey(mount);
      if (key === null) continue;
      targets.set(key, (targets.get(key) ?? new Set()).add(mount.target));
      users.set(key, (users.get(key) ?? new Set()).add(c.id));
      if (mount.kind === 'bind') binds.set(key, mount.source);
    }
  const use = (key: string): string => {
    const count = users.get(key)?.size ?? 0;
    if (count === 0) return 'not used';
    const [target, ...others] = targets.get(key) ?? [];
    return others.length === 0 && count === 1 ? `at ${shortPath(target ?? '')}` : `used by ${count}`;
  };
  const all: Store[] = [
    ...world.volumes.map<Store>(({ id, isAnonymous }) => ({
      ...{ key: `volume:${id}`, kind: 'volume' },
      title: isAnonymous ? `unnamed ${shortId(id)}` : id,
      subtitle: use(`volume:${id}`),
    })),
    ...[...binds].map<Store>(([key, source]) => ({
      ...{ key: key as ThingKey, kind: 'bind', title: shortPath(source), subtitle: use(key) },
    })),
  ].sort((a, b) => Number(users.has(b.key)) - Number(users.has(a.key)) || a.title.localeCompare(b.title));
  const left = all.length - maxStores + world.more.volumes;
  const more: Store = { key: 'volume:', kind: 'more', title: `and ${left} more`, subtitle: counted(left, 'volume') };
  return left > 0 ? [...all.slice(0, maxStores), more] : all;
}
