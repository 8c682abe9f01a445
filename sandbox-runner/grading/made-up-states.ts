import { checkSchema, type Check } from '../../protocol/checks.ts';
import type { ContainerDetails } from '../docker/container-schemas.ts';
import type { EngineEvent } from '../docker/event-schema.ts';
import type { ImageDetails } from '../docker/image-schemas.ts';
import type { NetworkFacts, VolumeFacts } from '../docker/network-schemas.ts';
import { emptySnapshot, type ContainerFacts, type ImageFacts, type Snapshot } from './facts.ts';
import { createHistory, type HistoryView } from './history.ts';
import { needsOf, probeFor } from './needs.ts';
import { probeKey, type ProbeResult } from './probes/probe.ts';

/** Made-up states for the tests beside. */
export function aCheck(check: Record<string, unknown>): Check {
  return checkSchema.parse({ id: 'it', title: 'It', ...check });
}

const idOf = (text: string): string => Buffer.from(text).toString('hex').padEnd(64, '0').slice(0, 64);

type Facts = Partial<Omit<ContainerFacts, 'details'>> & { readonly details?: Partial<ContainerDetails> };

/** A container that ended well, unless said otherwise. */
export function aContainer(name: string, image: string, facts: Facts = {}): ContainerFacts {
  const { details, ...rest } = facts;
  const summary = {
    id: idOf(name),
    name,
    image,
    imageId: `sha256:${idOf(image)}`,
    state: 'exited',
    status: '',
    createdAtMs: 0,
    labels: new Map<string, string>(),
    networks: [],
    volumes: [],
    logs: undefined,
    changes: undefined,
    ...rest,
  };
  return {
    ...summary,
    details: {
      id: summary.id,
      name,
      image,
      imageId: summary.imageId,
      state: summary.state,
      exitCode: 0,
      wasOomKilled: false,
      startError: '',
      wasStarted: summary.state !== 'created',
      hasTty: false,
      isInteractive: false,
      commandLine: '/hello',
      isAutoRemoved: false,
      health: 'none',
      restarts: 0,
      isDetached: false,
      user: '',
      workdir: '',
      hostname: '',
      env: new Map(),
      labels: new Map(),
      restartPolicy: 'no',
      restartTries: 0,
      memoryBytes: 0,
      cpus: 0,
      pids: 0,
      hasInit: false,
      isReadOnly: false,
      isPrivileged: false,
      publishes: [],
      mounts: [],
      networks: [],
      ...details,
    },
  };
}

/** An image with these tags. */
export function anImage(...tags: string[]): ImageFacts {
  return anImageWith({}, ...tags);
}

type MoreOfImage = Partial<Omit<ImageFacts, 'details'>> & { readonly details?: Partial<ImageDetails> };

export function anImageWith({ details, ...facts }: MoreOfImage, ...tags: string[]): ImageFacts {
  const id = `sha256:${idOf(tags[0] ?? 'none')}`;
  return {
    id,
    tags,
    digests: [],
    sizeBytes: 0,
    instructions: undefined,
    details: {
      id,
      architecture: 'amd64',
      os: 'linux',
      command: [],
      entrypoint: [],
      env: new Map(),
      labels: new Map(),
      user: '',
      workdir: '',
      exposes: [],
      volumes: [],
      hasHealthcheck: false,
      layers: [],
      ...details,
    },
    ...facts,
  };
}

export function aNetwork(name: string, facts: Partial<NetworkFacts> = {}): NetworkFacts {
  const plain = { driver: 'bridge', isInternal: false, isAttachable: false, labels: new Map<string, string>() };
  return { ...plain, id: idOf(name), name, subnets: [], ...facts };
}

export function aVolume(name: string, facts: Partial<VolumeFacts> = {}): VolumeFacts {
  const mountpoint = `/var/lib/docker/volumes/${name}/_data`;
  return { name, driver: 'local', mountpoint, labels: new Map<string, string>(), isAnonymous: false, ...facts };
}

/** The attachments of a container, for aContainer. */
export function attachedTo(...networks: string[]): Pick<ContainerFacts, 'networks'> {
  return { networks: networks.map((name) => ({ name, address: '172.18.0.2' })) };
}

/** What was found for `check`, which is of kind file, http or exec. */
export function probed(check: Check, result: ProbeResult): Pick<Snapshot, 'probes'> {
  const probes = needsOf([check], new Set()).facts.flatMap((fact) => probeFor(fact) ?? []);
  return { probes: new Map(probes.map((probe) => [probeKey(probe), result])) };
}

export function aState(parts: Partial<Snapshot> = {}): Snapshot {
  return { ...emptySnapshot, ...parts };
}

export function anEvent(
  action: string,
  name: string,
  image = 'hello-world',
  more: Partial<EngineEvent> = {},
): EngineEvent {
  return {
    ...{ type: 'container', action, about: '', subject: idOf(name), name, image },
    ...{ exitCode: undefined, signal: undefined, container: '', execId: '', atMs: 1000, ...more },
  };
}

export function past(...events: EngineEvent[]): HistoryView {
  const history = createHistory();
  events.forEach((event) => history.add(event));
  return history.view();
}
