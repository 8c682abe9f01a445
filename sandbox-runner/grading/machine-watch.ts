import type { EngineEvent } from '../docker/event-schema.ts';
import type { InnerEngine } from '../docker/inner-engine.ts';
import type { Logger } from '../logger.ts';
import { createHistory } from './history.ts';
import type { Needs } from './needs.ts';
import type { ExpectRead } from './probes/read-archived-file.ts';
import type { Prober } from './probes/prober.ts';
import { takeSnapshot, type SnapshotParts, type Taken } from './snapshot.ts';
import { spareEngine } from './spare-engine.ts';

/** One machine of a learner, as grading reaches it. */
export interface Machine {
  readonly engine: InnerEngine;
  /** `expectRead` is told what the prober asks the engine for, and the engine will tell as if somebody else had. */
  readonly prober: (expectRead: ExpectRead) => Prober;
}

/** What is known of one machine over time. */
export interface MachineWatch {
  readonly engine: InnerEngine;
  take(needs: Needs, choice: TakeChoice): Promise<Taken>;
}

export interface TakeChoice {
  readonly maxAgeMs: number;
  readonly otherEngines: readonly InnerEngine[];
  readonly readPushed: SnapshotParts['readPushed'];
}

export interface WatchListener {
  /** Something happened that a check could depend on. */
  readonly onEvent: (event: EngineEvent) => void;
  /** The engine's events are followed, from now on or again. */
  readonly onConnected: () => void;
}

/** Follows the events of a machine's engine until `signal`. */
export function watchMachine(
  { engine, prober: proberFor }: Machine,
  { onEvent, onConnected }: WatchListener,
  logger: Logger,
  signal: AbortSignal,
): MachineWatch {
  const history = createHistory();
  const spare = spareEngine(engine);
  const prober = proberFor((containerId) => history.expectRead(containerId));
  const follow = async (): Promise<void> => {
    for await (const item of engine.events(signal)) {
      if (item.type === 'event') {
        if (history.add(item.event)) onEvent(item.event);
      } else if (item.type === 'connected') onConnected();
      else logger.debug({ err: item.error }, "the engine's events were lost");
    }
  };
  void follow();
  return {
    engine,
    async take(needs, choice) {
      const taken = await takeSnapshot({
        ...choice,
        engine: spare(choice.maxAgeMs),
        prober,
        needs,
        history: history.view(),
      });
      history.addImages(taken.snapshot.images);
      return taken;
    },
  };
}
