import type { EngineEvent } from '../docker/inner-schemas.ts';
import { isSameReference } from './references.ts';

const maxContainers = 200;
const maxImages = 100;

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
}

/** The lives of containers and images, from the engine's events. Bounded: the oldest are forgotten. */
export interface History {
  /** True when the event tells something that a check could depend on. */
  add(event: EngineEvent): boolean;
  /** References that a snapshot showed: the engine's events don't name what is untagged. */
  addImages(references: readonly string[]): void;
  view(): HistoryView;
}

export function createHistory(): History {
  const containers = new Map<string, PastContainer>();
  const images = new Set<string>();

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

  return {
    add(event) {
      if (event.type === 'container') return addContainer(event);
      if (event.type === 'image' && event.action === 'pull') addImage(event.subject);
      return event.type === 'image';
    },
    addImages: (references) => references.forEach(addImage),
    view: () => ({ containers: [...containers.values()].reverse(), images: [...images] }),
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
      (image === undefined || isSameReference(c.image, image)),
  );
}
