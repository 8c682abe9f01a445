import { AppError } from '../../protocol/errors.ts';
import type { World } from '../../protocol/world.ts';
import type { InnerWorld } from '../docker/inner-world.ts';
import type { EngineEvent } from '../docker/event-schema.ts';
import type { Logger } from '../logger.ts';
import { emptyWorld, sections, worldReader, type Section } from './world-reader.ts';

/** A command's events come in bursts; the state is read when one has paused this long … */
const quietMs = 40;
/** … or has lasted this long. */
const longestBurstMs = 100;
/** Between two readings; more when they take long, so that a large world does not keep its engine and us busy. */
const shortestGapMs = 80;
const longestGapMs = 5000;
const gapPerReading = 3;
/** What is sent for one sandbox, in the long run. */
const bytesPerMs = 500;
/** What happens on other nodes of a swarm is told by no event. */
const swarmPollMs = 2000;
/** For what events do not tell, such as an image built without a name. */
const pollMs = 15_000;
const firstRetryMs = 500;
const longestRetryMs = 8000;

export interface SessionOptions {
  readonly engine: InnerWorld;
  /** Gets each new state of the world; answers how many bytes were sent because of it. */
  readonly onWorld: (world: World) => number;
  readonly logger: Logger;
}

/**
 * Reads one engine's world at once and again when events tell of a change, until closed. Never throws: an engine that
 * can't be read is a state of the world.
 */
export function openWorldSession({ engine, onWorld, logger }: SessionOptions): { close(): void } {
  const abort = new AbortController();
  const reader = worldReader(engine);
  const stale = new Set<Section>(sections);
  const touched = new Set<string>();
  let isAllTouched = false;
  let world: World = emptyWorld;
  let isReading = false;
  let burstBeganMs: number | undefined;
  let notBeforeMs = 0;
  let timer: NodeJS.Timeout | undefined;
  let retryMs = firstRetryMs;

  const wish = (...wanted: readonly Section[]): void => {
    for (const section of wanted) stale.add(section);
    if (isReading || isClosed()) return;
    const now = Date.now();
    burstBeganMs ??= now;
    clearTimeout(timer);
    const delay = Math.max(0, notBeforeMs - now, Math.min(quietMs, burstBeganMs + longestBurstMs - now));
    timer = setTimeout(() => void readOnce(), delay);
  };

  const readOnce = async (): Promise<void> => {
    isReading = true;
    burstBeganMs = undefined;
    clearTimeout(timer);
    const beganMs = Date.now();
    const taken = new Set(stale);
    const takenTouched = isAllTouched ? 'all' : new Set(touched);
    stale.clear();
    touched.clear();
    isAllTouched = false;
    let bytes = 0;
    try {
      world = await reader.read(taken, takenTouched);
      retryMs = firstRetryMs;
    } catch (error) {
      logger.debug({ err: error }, 'the engine could not be read for the picture');
      world = { ...world, engine: { ...world.engine, ...failure(error) } };
      for (const section of sections) stale.add(section);
      isAllTouched = true;
    }
    if (!isClosed()) bytes = onWorld(world);
    isReading = false;
    const now = Date.now();
    const gap = Math.max(shortestGapMs, (now - beganMs) * gapPerReading, bytes / bytesPerMs);
    notBeforeMs = now + Math.min(longestGapMs, gap);
    if (world.engine.state !== 'answering') {
      notBeforeMs = now + retryMs;
      retryMs = Math.min(retryMs * 2, longestRetryMs);
    }
    if (stale.size > 0) wish();
  };

  const follow = async (): Promise<void> => {
    let wasLost = false;
    for await (const item of engine.events(abort.signal)) {
      if (item.type === 'event') {
        if (item.event.type === 'container') touched.add(item.event.subject);
        wish(...sectionsOf(item.event));
        continue;
      }
      if (item.type === 'connected' && !wasLost) continue;
      wasLost = true;
      isAllTouched = true;
      // It answers again, or is gone: either way one knows at once.
      retryMs = firstRetryMs;
      notBeforeMs = 0;
      wish(...sections);
    }
  };

  const isClosed = (): boolean => abort.signal.aborted;
  const swarmPoll = setInterval(() => {
    if (world.engine.swarm !== 'none' && world.engine.state === 'answering') wish('swarm');
  }, swarmPollMs);
  const poll = setInterval(() => wish(...sections), pollMs);
  void readOnce();
  void follow();

  return {
    close() {
      abort.abort();
      clearTimeout(timer);
      clearInterval(swarmPoll);
      clearInterval(poll);
    },
  };
}

/** What an event may have changed. */
function sectionsOf({ type, action }: EngineEvent): readonly Section[] {
  switch (type) {
    case 'container':
      // One that is removed takes its anonymous volumes along.
      return action === 'destroy' ? ['containers', 'volumes'] : ['containers'];
    case 'image':
      return ['images', 'containers'];
    case 'network':
      return ['networks', 'containers', 'swarm'];
    case 'volume':
      return ['volumes', 'containers'];
    default:
      return ['swarm', 'networks', 'containers'];
  }
}

function failure(error: unknown): Pick<World['engine'], 'state' | 'sentence'> {
  const hint = error instanceof AppError ? error.hint : undefined;
  const isSilent = error instanceof AppError && (error.code === 'engine_unreachable' || error.code === 'timed_out');
  return {
    state: isSilent ? 'silent' : 'odd',
    sentence: (hint ?? 'The Docker Engine of this machine could not be read.').slice(0, 300),
  };
}
