import type { ContainerDetails, ContainerSummary } from '../docker/container-schemas.ts';
import type { ImageDetails, ImageSummary } from '../docker/image-schemas.ts';
import type { NetworkFacts, VolumeFacts } from '../docker/network-schemas.ts';
import type { EngineFacts, NodeFacts, ServiceFacts, TaskFacts } from '../docker/swarm-schemas.ts';
import type { PushedImage } from '../host/read-pushed.ts';
import type { HistoryView } from './history.ts';
import type { ProbeResult } from './probes/probe.ts';
import { isMadeFrom, isSameReference } from './references.ts';

export interface ContainerFacts extends ContainerSummary {
  /** undefined: no check needs more than the list, or it was gone when it was asked for. */
  readonly details: ContainerDetails | undefined;
  /** The end of its output, when a check asks for it. */
  readonly logs: string | undefined;
  /** Paths that differ from its image, when a check asks for them. */
  readonly changes: readonly string[] | undefined;
}

export interface ImageFacts extends ImageSummary {
  /** undefined: no check needs more than the list, or it was gone when it was asked for. */
  readonly details: ImageDetails | undefined;
  /** The instructions that made it, the uppermost first, when a check asks for them. */
  readonly instructions: readonly string[] | undefined;
}

export interface SwarmFacts extends EngineFacts {
  /** Did a manager answer? Only managers know the others. */
  readonly isKnown: boolean;
  /** Empty, like the others, unless a manager answered. */
  readonly nodes: readonly NodeFacts[];
  readonly services: readonly ServiceFacts[];
  readonly tasks: readonly TaskFacts[];
}

/** What the learner has in the registry that takes pushes. */
export interface PushedFacts {
  /** Of the names of all their images, with a slash at its end. */
  readonly prefix: string;
  readonly images: readonly PushedImage[];
}

/** What a snapshot is read from; each can fail for itself. */
export const snapshotParts = ['containers', 'images', 'networks', 'volumes', 'swarm', 'pushed', 'history'] as const;
export type Part = (typeof snapshotParts)[number];

/** The state of a learner's machine at one moment, as far as the checks need it. Plain data. */
export interface Snapshot {
  /** Newest first. */
  readonly containers: readonly ContainerFacts[];
  readonly images: readonly ImageFacts[];
  readonly networks: readonly NetworkFacts[];
  readonly volumes: readonly VolumeFacts[];
  readonly swarm: SwarmFacts;
  readonly pushed: PushedFacts;
  readonly history: HistoryView;
  /** What was looked for by other ways than the engine's lists, by probeKey. */
  readonly probes: ReadonlyMap<string, ProbeResult>;
  /** Keys of those probes whose results are of an earlier moment. */
  readonly remembered: ReadonlySet<string>;
  /** What the learner has answered, by the id of the check. */
  readonly answers: ReadonlyMap<string, readonly string[]>;
  /** Parts that could not be read, and why in a sentence for the learner. */
  readonly unread: ReadonlyMap<Part, string>;
}

/** A machine of which nothing is known. */
export const emptySnapshot: Snapshot = {
  containers: [],
  images: [],
  networks: [],
  volumes: [],
  swarm: {
    ...{
      version: '',
      storageDriver: '',
      operatingSystem: '',
      kernel: '',
      isInSwarm: false,
      isManager: false,
      isKnown: false,
    },
    ...{ nodes: [], services: [], tasks: [] },
  },
  pushed: { prefix: '', images: [] },
  history: { containers: [], images: [], deeds: [] },
  probes: new Map(),
  remembered: new Set(),
  answers: new Map(),
  unread: new Map(),
};

/** A machine that can't be looked at; `why` in a sentence for the learner. */
export function unreadable(why: string): Snapshot {
  return { ...emptySnapshot, unread: new Map(snapshotParts.map((part) => [part, why])) };
}

/** Was `container` made from the image that `reference` names, whatever name was used to make it? */
export function isOfImage(
  container: { readonly image: string; readonly imageId: string },
  reference: string,
  images: readonly ImageSummary[],
): boolean {
  if (isMadeFrom(container.image, reference)) return true;
  // Made by id, or under another tag of the same image.
  if (!/^(?:sha256:)?[0-9a-f]{12,64}$/.test(container.image)) return false;
  const image = images.find((candidate) => candidate.id === container.imageId);
  return image?.tags.some((tag) => isSameReference(tag, reference)) ?? false;
}

/** Images that `reference` names; `<none>` names those without a name. */
export function imagesNamed<T extends ImageSummary>(reference: string, images: readonly T[]): readonly T[] {
  if (reference === noName) return images.filter(({ tags }) => tags.length === 0);
  const hasDigest = reference.includes('@');
  return images.filter(({ tags, digests }) =>
    (hasDigest ? digests : tags).some((name) => isSameReference(name, reference)),
  );
}

export const noName = '<none>';
