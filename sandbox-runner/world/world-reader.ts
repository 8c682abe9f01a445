import { AppError } from '../../protocol/errors.ts';
import { worldCaps, type World, type WorldLayer } from '../../protocol/world.ts';
import type { InnerWorld } from '../docker/inner-world.ts';
import type { InspectedContainer, ListedContainer, ListedImage } from '../docker/world-schemas.ts';
import { chooseContainers, publishedPorts, worldContainer } from './containers.ts';
import { layersOf } from './layers.ts';
import { noSwarm, swarmRole, swarmView, type SwarmView } from './swarm.ts';

export const sections = ['containers', 'images', 'networks', 'volumes', 'swarm'] as const;
export type Section = (typeof sections)[number];
export type Touched = ReadonlySet<string> | 'all';

const readsAtOnce = 4;
/** After this long no more details are asked for: what is known is better than what is late. */
const detailsWithinMs = 5000;

export interface WorldReader {
  /**
   * Reads `stale` anew and gives the whole world. `touched`: ids of containers of which more than the list may have changed.
   * Throws the engine's AppErrors; a thing that vanishes meanwhile is not an error.
   */
  read(stale: ReadonlySet<Section>, touched: Touched): Promise<World>;
}

type Part = Omit<World, 'engine' | 'more' | 'ports' | 'nodes' | 'services' | 'tasks'>;

export function worldReader(engine: InnerWorld): WorldReader {
  const details = new Map<string, InspectedContainer>();
  /** By image; an image never changes. */
  const layers = new Map<string, WorldLayer[]>();
  let world: World = emptyWorld;

  const readContainers = async (touched: Touched): Promise<Pick<Part, 'containers'> & Left> => {
    const { shown, leftOut } = chooseContainers(await engine.containers());
    const wanted = shown.slice(0, worldCaps.details);
    forget(details, new Set(wanted.map((c) => c.Id)));
    if (touched === 'all') details.clear();
    else for (const id of touched) details.delete(id);
    await fill(details, wanted.map(idOf), (id) => engine.container(id));
    return { containers: shown.map((c) => worldContainer(c, details.get(c.Id))), leftOut };
  };

  const readImages = async (): Promise<Pick<Part, 'images' | 'layers'> & { moreImages: number }> => {
    const listed = await engine.images();
    const list = [...listed].sort((a, b) => b.RepoTags.length - a.RepoTags.length || b.Created - a.Created);
    const wanted = list.slice(0, worldCaps.layeredImages);
    forget(layers, new Set(wanted.map((i) => i.Id)));
    await fill(layers, wanted.map(idOf), async (id) => {
      const [digests, history] = await Promise.all([engine.imageLayers(id), engine.imageHistory(id)]);
      return layersOf(digests, history);
    });
    const all = new Map<string, WorldLayer>();
    const images = list.slice(0, worldCaps.images).map((image: ListedImage) => {
      const own = layers.get(image.Id) ?? [];
      const fits = all.size + own.length <= worldCaps.layers;
      if (fits) for (const layer of own) all.set(layer.id, merged(all.get(layer.id), layer));
      return {
        ...{ id: image.Id, tags: image.RepoTags, bytes: image.Size, createdAtMs: image.Created * 1000 },
        top: fits ? (own.at(-1)?.id ?? null) : null,
      };
    });
    return { images, layers: [...all.values()], moreImages: Math.max(0, list.length - worldCaps.images) };
  };

  const readNetworks = async (): Promise<Pick<Part, 'networks'> & { moreNetworks: number }> => {
    const list = await engine.networks();
    const networks = list.slice(0, worldCaps.networks).map((n) => ({
      ...{ id: n.Id, name: n.Name, driver: n.Driver, scope: n.Scope, isInternal: n.Internal },
      isAttachable: n.Attachable ?? false,
      subnets: (n.IPAM?.Config ?? []).flatMap(({ Subnet }) => (Subnet === undefined ? [] : [Subnet])),
      gateway: n.IPAM?.Config?.find(({ Gateway }) => Gateway !== undefined)?.Gateway ?? '',
      project: n.Labels.project === '' ? n.Labels.stack : n.Labels.project,
    }));
    return { networks, moreNetworks: Math.max(0, list.length - worldCaps.networks) };
  };

  const readVolumes = async (): Promise<Pick<Part, 'volumes'> & { moreVolumes: number }> => {
    const list = await engine.volumes();
    const volumes = list.slice(0, worldCaps.volumes).map((v) => ({
      ...{ id: v.Name, driver: v.Driver, mountpoint: v.Mountpoint, project: v.Labels.project },
      isAnonymous: v.Labels.isAnonymous || /^[0-9a-f]{64}$/.test(v.Name),
    }));
    return { volumes, moreVolumes: Math.max(0, list.length - worldCaps.volumes) };
  };

  const readSwarm = async (): Promise<{ engine: World['engine']; swarm: SwarmView }> => {
    const info = await engine.info();
    const swarm = swarmRole(info);
    const about: World['engine'] = {
      ...{ state: 'answering', sentence: '', name: info.Name, version: info.ServerVersion, swarm },
    };
    if (swarm !== 'manager') return { engine: about, swarm: noSwarm };
    // Refused when the swarm was left meanwhile.
    const lists = await unlessGone(Promise.all([engine.nodes(), engine.services(), engine.tasks()]));
    if (lists === undefined) return { engine: { ...about, swarm: 'none' }, swarm: noSwarm };
    const [nodes, services, tasks] = lists;
    return { engine: about, swarm: swarmView({ nodes, services, tasks }) };
  };

  return {
    async read(stale, touched) {
      const unless = async <T>(section: Section, read: () => Promise<T>): Promise<T | undefined> =>
        stale.has(section) ? read() : undefined;
      const [c, i, n, v, s] = await Promise.all([
        unless('containers', () => readContainers(touched)),
        unless('images', readImages),
        unless('networks', readNetworks),
        unless('volumes', readVolumes),
        unless('swarm', readSwarm),
      ]);
      const next: World = {
        engine: s?.engine ?? { ...world.engine, state: 'answering', sentence: '' },
        more: {
          containers: c?.leftOut ?? world.more.containers,
          images: i?.moreImages ?? world.more.images,
          networks: n?.moreNetworks ?? world.more.networks,
          volumes: v?.moreVolumes ?? world.more.volumes,
          tasks: s?.swarm.moreTasks ?? world.more.tasks,
        },
        containers: c?.containers ?? world.containers,
        ports: world.ports,
        images: i?.images ?? world.images,
        layers: i?.layers ?? world.layers,
        networks: n?.networks ?? world.networks,
        volumes: v?.volumes ?? world.volumes,
        nodes: s?.swarm.nodes ?? world.nodes,
        services: s?.swarm.services ?? world.services,
        tasks: s?.swarm.tasks ?? world.tasks,
      };
      world = { ...next, ports: publishedPorts(next.containers, next.services) };
      return world;
    },
  };
}

interface Left {
  readonly leftOut: World['more']['containers'];
}

export const emptyWorld: World = {
  engine: { state: 'answering', sentence: '', name: '', version: '', swarm: 'none' },
  more: { containers: [], images: 0, networks: 0, volumes: 0, tasks: 0 },
  ...{ containers: [], ports: [], images: [], layers: [], networks: [], volumes: [] },
  ...{ nodes: [], services: [], tasks: [] },
};

function idOf(thing: ListedContainer | ListedImage): string {
  return thing.Id;
}

/** A size that one image's history tells holds for all that share the layer. */
function merged(known: WorldLayer | undefined, layer: WorldLayer): WorldLayer {
  return known !== undefined && (known.bytes !== null || layer.bytes === null) ? known : layer;
}

function forget(cache: Map<string, unknown>, kept: ReadonlySet<string>): void {
  for (const id of [...cache.keys()]) if (!kept.has(id)) cache.delete(id);
}

/** Reads what `cache` lacks of `ids`, a few at a time, for a limited time. */
async function fill<T>(cache: Map<string, T>, ids: readonly string[], read: (id: string) => Promise<T>): Promise<void> {
  const left = ids.filter((id) => !cache.has(id)).reverse();
  const until = Date.now() + detailsWithinMs;
  const worker = async (): Promise<void> => {
    for (let id = left.pop(); id !== undefined && Date.now() < until; id = left.pop()) {
      const found = await unlessGone(read(id));
      if (found !== undefined) cache.set(id, found);
    }
  };
  await Promise.all(Array.from({ length: readsAtOnce }, worker));
}

async function unlessGone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not_found' || error.code === 'conflict')) return undefined;
    throw error;
  }
}
