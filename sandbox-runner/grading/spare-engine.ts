import type { InnerEngine } from '../docker/inner-engine.ts';

/** What a list of changes cost, times this, passes before it is made again. */
const restFactor = 4;
const maxRemembered = 50;

interface Reading {
  readonly paths: Promise<string[]>;
  /** ms since 1970; until the engine has answered there is no end to the rest. */
  restUntilMs: number;
}

/**
 * `engine`, whose `changes` of a container may be as old as four times what they took: in a user namespace the engine
 * finds them by comparing the container's whole file system with its image's, up to half a second of computing for each.
 */
export function spareEngine(engine: InnerEngine): InnerEngine {
  const readings = new Map<string, Reading>();
  return {
    ...engine,
    changes(id) {
      const known = readings.get(id);
      if (known !== undefined && Date.now() < known.restUntilMs) return known.paths;
      const startedMs = Date.now();
      const reading: Reading = { paths: engine.changes(id), restUntilMs: Infinity };
      readings.delete(id);
      readings.set(id, reading);
      const [oldest] = readings.keys();
      if (readings.size > maxRemembered && oldest !== undefined) readings.delete(oldest);
      reading.paths.then(
        () => (reading.restUntilMs = Date.now() + restFactor * (Date.now() - startedMs)),
        () => (reading.restUntilMs = 0),
      );
      return reading.paths;
    },
  };
}
