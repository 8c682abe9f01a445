import type { EngineEvent } from '../docker/event-schema.ts';
import { lookPrefix } from '../docker/labels.ts';
import { createDeeds, type Names, type PastDeed } from './deeds.ts';
import { isMadeFrom } from './references.ts';

const maxContainers = 200;
const maxImages = 100;
const maxImageIds = 300;

/** What is remembered of a container, so that a message can speak of one that is gone. */
export interface PastContainer {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly wasStarted: boolean;
  /** Of its last end. */
  readonly exitCode: number | undefined;
  readonly endedAtMs: number | undefined;
  readonly removedAtMs: number | undefined;
}

export interface HistoryView {
  /** Newest first. */
  readonly containers: readonly PastContainer[];
  /** References of images that are or were on the machine. */
  readonly images: readonly string[];
  /** The oldest first. */
  readonly deeds: readonly PastDeed[];
}

/** The lives of containers and images, from the engine's events. Bounded: the oldest are forgotten. */
export interface History {
  /** True when the event tells something that a check could depend on. */
  add(event: EngineEvent): boolean;
  /** Images that a snapshot showed: the engine's events don't name what is untagged. */
  addImages(images: readonly { readonly id: string; readonly tags: readonly string[] }[]): void;
  /**
   * Grading reads a file in this container, which the engine will tell as if somebody had copied it. The function that it
   * gives takes that back.
   */
  expectRead(containerId: string): () => void;
  view(): HistoryView;
}

export function createHistory(): History {
  const containers = new Map<string, PastContainer>();
  const images = new Set<string>();
  const imageNames = new Map<string, readonly string[]>();
  const ownReads = new Map<string, number>();
  const deeds = createDeeds();
  const names: Names = {
    container: (id) => containers.get(id)?.name ?? id.slice(0, 12),
    image: (id) => imageNames.get(id) ?? [],
  };

  const change = (event: EngineEvent, change: Partial<PastContainer>): void => {
    const before = containers.get(event.subject) ?? {
      id: event.subject,
      name: event.name,
      image: event.image,
      wasStarted: false,
      exitCode: undefined,
      endedAtMs: undefined,
      removedAtMs: undefined,
    };
    containers.set(event.subject, { ...before, name: event.name || before.name, ...change });
    const [oldest] = containers.keys();
    if (containers.size > maxContainers && oldest !== undefined) containers.delete(oldest);
  };

  const addContainer = (event: EngineEvent): boolean => {
    switch (event.action) {
      case 'create':
        change(event, {});
        return true;
      case 'start':
      case 'restart':
        change(event, { wasStarted: true, endedAtMs: undefined });
        return true;
      case 'die':
        change(event, { wasStarted: true, exitCode: event.exitCode, endedAtMs: event.atMs });
        return true;
      case 'destroy':
        change(event, { removedAtMs: event.atMs });
        return true;
      case 'rename':
      case 'pause':
      case 'unpause':
      case 'oom':
      case 'update':
        change(event, {});
        return true;
      default:
        return false;
    }
  };

  const addImage = (reference: string): void => {
    images.add(reference);
    const [oldest] = images;
    if (images.size > maxImages && oldest !== undefined) images.delete(oldest);
  };

  const nameImage = (id: string, tags: readonly string[]): void => {
    imageNames.set(id, [...new Set([...(imageNames.get(id) ?? []), ...tags])].slice(-20));
    const [oldest] = imageNames.keys();
    if (imageNames.size > maxImageIds && oldest !== undefined) imageNames.delete(oldest);
  };
  /** Is `event` the echo of a read of our own? */
  const isOwn = ({ action, subject, name }: EngineEvent): boolean => {
    if (name.startsWith(lookPrefix)) return true;
    const left = action === 'archive-path' ? (ownReads.get(subject) ?? 0) : 0;
    if (left > 0) ownReads.set(subject, left - 1);
    return left > 0;
  };

  return {
    add(event) {
      if (event.type === 'container' && isOwn(event)) return false;
      const isLife = event.type === 'container' && addContainer(event);
      const isDeed = deeds.add(event, names);
      if (event.type === 'container') return isLife || isDeed;
      if (event.type === 'image' && event.action === 'pull') addImage(event.subject);
      if (event.type === 'image' && event.action === 'tag') nameImage(event.subject, [event.name]);
      return isDeed || ['image', 'service', 'node'].includes(event.type);
    },
    addImages(shown) {
      for (const { id, tags } of shown) {
        tags.forEach(addImage);
        if (tags.length > 0) nameImage(id, tags);
      }
    },
    expectRead(id) {
      ownReads.set(id, (ownReads.get(id) ?? 0) + 1);
      const [oldest] = ownReads.keys();
      if (ownReads.size > maxContainers && oldest !== undefined) ownReads.delete(oldest);
      return () => void ownReads.set(id, Math.max(0, (ownReads.get(id) ?? 0) - 1));
    },
    view: () => ({ containers: [...containers.values()].reverse(), images: [...images], deeds: deeds.view() }),
  };
}

/** The newest removed container that fits; `name` and `image` count when they are given. */
export function findRemoved(
  view: HistoryView,
  name: string | undefined,
  image: string | undefined,
): PastContainer | undefined {
  return view.containers.find(
    (c) =>
      c.removedAtMs !== undefined &&
      (name === undefined || c.name === name) &&
      (image === undefined || isMadeFrom(c.image, image)),
  );
}
