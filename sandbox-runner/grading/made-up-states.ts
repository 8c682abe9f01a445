import { checkSchema, type Check } from '../../protocol/checks.ts';
import type { ContainerDetails, EngineEvent, ImageSummary } from '../docker/inner-schemas.ts';
import { createHistory, type HistoryView } from './history.ts';
import type { ContainerFacts, Snapshot } from './snapshot.ts';

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
    createdAtMs: 0,
    logs: undefined,
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
      ...details,
    },
  };
}

export function anImage(...tags: string[]): ImageSummary {
  return { id: `sha256:${idOf(tags[0] ?? 'none')}`, tags, digests: [] };
}

export function aState(parts: Partial<Snapshot> = {}): Snapshot {
  return { containers: [], images: [], history: { containers: [], images: [] }, ...parts };
}

export function anEvent(
  action: string,
  name: string,
  image = 'hello-world',
  more: Partial<EngineEvent> = {},
): EngineEvent {
  return { type: 'container', action, subject: idOf(name), name, image, exitCode: undefined, atMs: 1000, ...more };
}

export function past(...events: EngineEvent[]): HistoryView {
  const history = createHistory();
  events.forEach((event) => history.add(event));
  return history.view();
}
