import { setTimeout as sleep } from 'node:timers/promises';
import type { AppError } from '../../protocol/errors.ts';
import { readBody } from './inner-body.ts';
import { garbage } from './inner-garbage.ts';
import { openInner, translated } from './inner-http.ts';
import { engineEventSchema, type EngineEvent } from './event-schema.ts';
import { createLineSplitter } from './line-splitter.ts';

const path = '/events';
const maxLineBytes = 64 * 1024;
const headersWithinMs = 5000;
const firstPauseMs = 200;
const longestPauseMs = 10_000;
/** A connection that lived this long was a sound one: the next loss starts with the shortest pause again. */
const soundAfterMs = 5000;
/** More than this and the stream is left unread for a while; the engine's own buffer takes it. */
const eventsPerSecond = 200;
const eventsAtOnce = 1000;
const usualEventBytes = 2048;

export type InnerEventItem =
  | { readonly type: 'connected' }
  | { readonly type: 'event'; readonly event: EngineEvent }
  | { readonly type: 'lost'; readonly error: AppError };

export interface EventChoice {
  readonly types: readonly string[];
  readonly actions: readonly string[];
  /** `remembered`: from the earliest that the engine remembers (the last 256) on. */
  readonly from: 'remembered' | 'now';
}

const eventsOfInterest: EventChoice = {
  types: ['container', 'image', 'network', 'volume', 'service', 'node'],
  actions: [
    ...['create', 'start', 'die', 'destroy', 'rename', 'pause', 'unpause', 'restart', 'oom', 'update', 'kill'],
    ...['attach', 'commit', 'exec_create', 'exec_die', 'archive-path', 'extract-to-dir', 'health_status'],
    ...['pull', 'push', 'tag', 'untag', 'delete', 'import', 'load', 'connect', 'disconnect', 'remove'],
  ],
  from: 'remembered',
};

/**
 * What happens in the engine, without end until `signal`; by default all that a check could ask for, from the earliest event
 * that it remembers on. A lost connection, or an engine that sends anything but events, gives one `lost`; it is tried again
 * with growing pauses, and goes on where it was. Never throws.
 */
export async function* innerEvents(
  volumePath: string,
  signal: AbortSignal,
  { types, actions, from }: EventChoice = eventsOfInterest,
): AsyncGenerator<InnerEventItem> {
  const filters = JSON.stringify({ type: types, event: actions });
  const bucket = createBucket();
  let pauseMs = firstPauseMs;
  /** A string of seconds: the engine's `since`. One that lies before every event gives all that is remembered. */
  let since = from === 'remembered' ? '1' : (Date.now() / 1000).toFixed(3);
  while (!signal.aborted) {
    const startedAt = Date.now();
    try {
      const splitter = createLineSplitter(maxLineBytes, () => garbage(path, 'an endless line'));
      for await (const item of connection(volumePath, new URLSearchParams({ filters, since }), signal)) {
        if (item === 'connected') {
          yield { type: 'connected' };
          continue;
        }
        for (const line of splitter.feed(item)) {
          await bucket.take(1 + line.length / usualEventBytes, signal);
          const event = readEvent(line);
          // Shown again is better than never seen: a millisecond of overlap for what the number could not hold.
          since = ((event.atMs - 1) / 1000).toFixed(9);
          yield { type: 'event', event };
        }
      }
      throw garbage(path, 'it ended');
    } catch (error) {
      if (isAborted(signal)) return;
      yield { type: 'lost', error: translated(error, path, signal, headersWithinMs) };
    }
    if (Date.now() - startedAt > soundAfterMs) pauseMs = firstPauseMs;
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

async function* connection(
  volumePath: string,
  query: URLSearchParams,
  signal: AbortSignal,
): AsyncGenerator<Buffer | 'connected'> {
  const headers = new AbortController();
  const timer = setTimeout(() => headers.abort(), headersWithinMs);
  let answer;
  try {
    answer = await openInner(
      volumePath,
      'GET',
      `${path}?${query.toString()}`,
      AbortSignal.any([signal, headers.signal]),
      headersWithinMs,
    );
  } finally {
    clearTimeout(timer);
  }
  try {
    if (answer.statusCode !== 200) throw garbage(path, `status ${answer.statusCode ?? 0}`);
    yield 'connected';
    yield* readBody(answer, path);
  } finally {
    answer.destroy();
  }
}

function readEvent(line: string): EngineEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw garbage(path, 'a line that is not JSON', cause);
  }
  const result = engineEventSchema.safeParse(value);
  if (!result.success) throw garbage(path, `no event: ${result.error.issues[0]?.message ?? ''}`);
  return result.data;
}

function createBucket(): { take(tokens: number, signal: AbortSignal): Promise<void> } {
  let tokens = eventsAtOnce;
  let filledAt = Date.now();
  return {
    async take(wanted, signal) {
      const now = Date.now();
      tokens = Math.min(eventsAtOnce, tokens + ((now - filledAt) / 1000) * eventsPerSecond);
      filledAt = now;
      tokens -= wanted;
      // What was taken in advance is waited for, and then counted as filled while waiting.
      if (tokens < 0) await sleep(500, undefined, { signal });
    },
  };
}

/** In a function, since the compiler believes that what was false before a wait still is. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
