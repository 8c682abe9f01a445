import { AppError } from '../../protocol/errors.ts';
import type { InnerEngine } from '../docker/inner-engine.ts';

/** So many times what a list of changes took passes before the engine makes it again. */
const restFactor = 4;
const maxRemembered = 50;

interface Reading {
  readonly paths: Promise<string[]>;
  readonly startedMs: number;
  /** Undefined: the engine has not answered yet. */
  endedMs: number | undefined;
}

/** `engine`, whose `changes` may be `maxAgeMs` old. */
export type SpareEngine = (maxAgeMs: number) => InnerEngine;

/**
 * Spares `engine` lists of changes: in a user namespace it finds them by comparing a container's whole file system with
 * its image's, up to half a second of computing for each. One is used again for four times what it took, or `maxAgeMs` if
 * that is less, and so is one that came too late: the engine goes on with it.
 */
export function spareEngine(engine: InnerEngine): SpareEngine {
  const readings = new Map<string, Reading>();
  const read = (id: string): Promise<string[]> => {
    const reading: Reading = { paths: engine.changes(id), startedMs: Date.now(), endedMs: undefined };
    readings.delete(id);
    readings.set(id, reading);
    const [oldest] = readings.keys();
    if (readings.size > maxRemembered && oldest !== undefined) readings.delete(oldest);
    const end = (): void => void (reading.endedMs = Date.now());
    reading.paths.then(end, (error: unknown) => {
      end();
      const isLate = error instanceof AppError && error.code === 'timed_out';
      if (!isLate && readings.get(id) === reading) readings.delete(id);
    });
    return reading.paths;
  };
  return (maxAgeMs) => ({
    ...engine,
    changes(id) {
      const known = readings.get(id);
      return known !== undefined && isGoodFor(known, maxAgeMs) ? known.paths : read(id);
    },
  });
}

function isGoodFor({ startedMs, endedMs }: Reading, maxAgeMs: number): boolean {
  const now = Date.now();
  if (endedMs === undefined) return now - startedMs <= maxAgeMs;
  return now - endedMs < Math.min(restFactor * (endedMs - startedMs), maxAgeMs);
}
