import { innerEvents, type EventChoice, type InnerEventItem } from './inner-events.ts';
import { lookPrefix } from './labels.ts';
import { innerReader } from './inner-reader.ts';
import {
  engineInfoSchema,
  imageHistorySchema,
  imageLayersSchema,
  swarmNodesSchema,
  swarmServicesSchema,
  swarmTasksSchema,
  worldContainersSchema,
  worldDetailsSchema,
  worldImagesSchema,
  worldNetworksSchema,
  worldVolumesSchema,
  type EngineInfo,
  type HistoryEntry,
  type InspectedContainer,
  type ListedContainer,
  type ListedImage,
  type ListedNetwork,
  type ListedNode,
  type ListedService,
  type ListedTask,
  type ListedVolume,
} from './world-schemas.ts';

const mib = 1024 * 1024;

const events: EventChoice = {
  types: ['container', 'image', 'network', 'volume', 'service', 'node'],
  actions: [
    ...['create', 'start', 'die', 'stop', 'destroy', 'rename', 'pause', 'unpause', 'restart', 'oom', 'update'],
    ...['health_status', 'pull', 'tag', 'untag', 'delete', 'import', 'load', 'prune'],
    ...['connect', 'disconnect', 'remove'],
  ],
  from: 'now',
};

/**
 * What the picture reads of a learner's engine; bounded, parsed and throwing as InnerEngine does. Its calls wait for each
 * other and pay for their reading by themselves, so that looking on never holds up grading.
 */
export interface InnerWorld {
  /** Newest first. */
  containers(): Promise<ListedContainer[]>;
  container(id: string): Promise<InspectedContainer>;
  images(): Promise<ListedImage[]>;
  /** Digests from the lowest layer up. */
  imageLayers(id: string): Promise<string[]>;
  /** From the uppermost entry down. */
  imageHistory(id: string): Promise<HistoryEntry[]>;
  networks(): Promise<ListedNetwork[]>;
  volumes(): Promise<ListedVolume[]>;
  info(): Promise<EngineInfo>;
  /** Only a manager of a swarm answers these. */
  nodes(): Promise<ListedNode[]>;
  services(): Promise<ListedService[]>;
  tasks(): Promise<ListedTask[]>;
  events(signal: AbortSignal): AsyncGenerator<InnerEventItem>;
}

/** `volumePath`: the sandbox's volume on this host. Nothing has to be closed. */
export function connectInnerWorld(volumePath: string): InnerWorld {
  const { get } = innerReader(volumePath);
  const part = encodeURIComponent;
  return {
    async containers() {
      const all = await get('/containers/json?all=1&limit=1000', worldContainersSchema, 3 * mib);
      return all.filter(({ Names }) => !Names.startsWith(lookPrefix));
    },
    container: (id) => get(`/containers/${part(id)}/json`, worldDetailsSchema, mib / 4),
    images: () => get('/images/json', worldImagesSchema, mib),
    imageLayers: async (id) => (await get(`/images/${part(id)}/json`, imageLayersSchema, mib / 4)).RootFS.Layers ?? [],
    imageHistory: (id) => get(`/images/${part(id)}/history`, imageHistorySchema, mib / 4),
    networks: () => get('/networks', worldNetworksSchema, mib),
    volumes: async () => (await get('/volumes', worldVolumesSchema, mib)).Volumes ?? [],
    info: () => get('/info', engineInfoSchema, mib / 4),
    nodes: () => get('/nodes', swarmNodesSchema, mib),
    services: () => get('/services?status=true', swarmServicesSchema, mib),
    tasks: () => get('/tasks', swarmTasksSchema, 3 * mib),
    events: (signal) => innerEvents(volumePath, signal, events),
  };
}
