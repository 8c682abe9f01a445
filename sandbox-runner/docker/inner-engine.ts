import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { AppError } from '../../protocol/errors.ts';
import { demuxLogs } from './demux-logs.ts';
import { innerEvents, type InnerEventItem } from './inner-events.ts';
import { readBody } from './inner-body.ts';
import { garbage } from './inner-garbage.ts';
import { callInner, openInner, translated, type InnerAnswer, type InnerRequest } from './inner-http.ts';
import { containerDetailsSchema, containerListSchema, imageListSchema } from './inner-schemas.ts';
import type { ContainerDetails, ContainerSummary, ImageSummary } from './inner-schemas.ts';
import { createLineSplitter } from './line-splitter.ts';
import { createReadingDebt } from './reading-debt.ts';

const mib = 1024 * 1024;
const callTimeoutMs = 3000;
const maxCallsAtOnce = 6;
const maxCallsWaiting = 60;
const tailBytes = 64 * 1024;

/**
 * The learner's Docker Engine, over the socket in the sandbox's volume. The learner owns it: answers are bounded in size and
 * time and parsed. Every method throws AppError engine_unreachable, engine_garbage or timed_out; those that name a
 * thing also not_found, and those that change one conflict.
 */
export interface InnerEngine {
  ping(timeoutMs?: number): Promise<void>;
  /** The 100 newest, running or not, newest first. */
  containers(): Promise<ContainerSummary[]>;
  /** Ids of all that run now, oldest first. */
  runningContainers(): Promise<string[]>;
  inspectContainer(id: string): Promise<ContainerDetails>;
  images(): Promise<ImageSummary[]>;
  /** The end of what the container wrote, stdout and stderr, at most 64 KiB. */
  logsTail(id: string, hasTty: boolean): Promise<string>;
  /** Success if it runs already. */
  startContainer(id: string): Promise<void>;
  /** Pulls as `docker pull`; `onProgress` gets the engine's short texts. */
  pullImage(reference: string, options: PullOptions): Promise<void>;
  events(signal: AbortSignal): AsyncGenerator<InnerEventItem>;
}

export interface PullOptions {
  readonly timeoutMs: number;
  readonly onProgress?: (text: string) => void;
}

/** `volumePath`: the sandbox's volume on this host. Connects anew for each call; nothing has to be closed. */
export function connectInnerEngine(volumePath: string): InnerEngine {
  const gate = createGate();
  const debt = createReadingDebt();
  const call = (request: InnerRequest): Promise<InnerAnswer> => gate(() => callInner(volumePath, request));

  const get = async <T>(path: string, schema: z.ZodType<T>, maxBytes: number): Promise<T> => {
    const answer = await gate(async () => {
      const waitMs = debt.waitMs();
      if (waitMs > 0) await sleep(waitMs);
      return callInner(volumePath, { path, maxBytes, timeoutMs: callTimeoutMs });
    });
    expectStatus(answer, path, [200]);
    return debt.book(() => readJson(answer.body, schema, path));
  };

  return {
    async ping(timeoutMs = 2000) {
      // Not behind other calls: whether an engine is well must be known in time.
      const answer = await callInner(volumePath, { path: '/_ping', maxBytes: 1024, timeoutMs });
      if (answer.status !== 200 || answer.body.toString('latin1').trim() !== 'OK')
        throw garbage('/_ping', `status ${answer.status}`);
    },
    containers: () => get('/containers/json?all=1&limit=100', containerListSchema, mib / 2),
    async runningContainers() {
      const running = await get('/containers/json', containerListSchema, mib / 2);
      return running.map((c) => c.id).reverse();
    },
    inspectContainer: (id) => get(`/containers/${encodeURIComponent(id)}/json`, containerDetailsSchema, mib / 4),
    images: () => get('/images/json', imageListSchema, mib / 2),
    async logsTail(id, hasTty) {
      const path = `/containers/${encodeURIComponent(id)}/logs?stdout=1&stderr=1&tail=2000`;
      const answer = await call({ path, maxBytes: 4 * mib, cut: true, timeoutMs: callTimeoutMs });
      expectStatus(answer, path, [200]);
      return (hasTty ? answer.body : demuxLogs(answer.body)).subarray(-tailBytes).toString('utf8');
    },
    async startContainer(id) {
      const path = `/containers/${encodeURIComponent(id)}/start`;
      const answer = await call({ method: 'POST', path, maxBytes: 64 * 1024, cut: true, timeoutMs: 30_000 });
      expectStatus(answer, path, [204, 304]);
    },
    pullImage: (reference, options) => pull(volumePath, reference, options),
    events: (signal) => innerEvents(volumePath, signal),
  };
}

async function pull(volumePath: string, reference: string, { timeoutMs, onProgress }: PullOptions): Promise<void> {
  const [repository, tag] = splitTag(reference);
  const query = new URLSearchParams({ fromImage: repository, ...(tag === undefined ? { tag: 'latest' } : { tag }) });
  const path = `/images/create?${query.toString()}`;
  const limit = AbortSignal.timeout(timeoutMs);
  const answer = await openInner(volumePath, 'POST', path, limit, timeoutMs);
  const splitter = createLineSplitter(64 * 1024, () => garbage(path, 'an endless line'));
  let bytes = 0;
  try {
    if (answer.statusCode === 404) throw new AppError('not_found', `${reference} is not in the registry`);
    if (answer.statusCode !== 200) throw garbage(path, `status ${answer.statusCode ?? 0}`);
    for await (const chunk of readBody(answer, path)) {
      bytes += chunk.length;
      if (bytes > 16 * mib) throw garbage(path, 'progress without end');
      for (const line of splitter.feed(chunk)) {
        if (line === '') continue;
        const { status, error } = readProgress(line, path);
        if (error !== undefined) throw new AppError('not_found', `pulling ${reference}: ${error.slice(0, 300)}`);
        if (status !== undefined) onProgress?.(status.slice(0, 200));
      }
    }
  } catch (error) {
    throw translated(error, path, limit, timeoutMs);
  } finally {
    answer.destroy();
  }
}

function readProgress(line: string, path: string): { status: string | undefined; error: string | undefined } {
  const value = parseText(line, path);
  if (typeof value !== 'object' || value === null) throw garbage(path, 'no progress');
  return {
    status: 'status' in value && typeof value.status === 'string' ? value.status : undefined,
    error: 'error' in value ? String(value.error) : undefined,
  };
}

/** Repository, and tag or digest; `undefined` when neither is there. */
function splitTag(reference: string): [string, string?] {
  const at = reference.indexOf('@');
  if (at !== -1) return [reference.slice(0, at), reference.slice(at + 1)];
  const colon = reference.lastIndexOf(':');
  return colon > reference.lastIndexOf('/') ? [reference.slice(0, colon), reference.slice(colon + 1)] : [reference];
}

function expectStatus(answer: InnerAnswer, path: string, allowed: readonly number[]): void {
  if (allowed.includes(answer.status)) return;
  const said = answer.body.subarray(0, 300).toString('utf8');
  if (answer.status === 404) throw new AppError('not_found', `${path}: ${said}`);
  if (answer.status >= 400 && answer.status < 600)
    throw new AppError('conflict', `${path}: status ${answer.status}: ${said}`);
  throw garbage(path, `status ${answer.status}`);
}

function readJson<T>(body: Buffer, schema: z.ZodType<T>, path: string): T {
  const result = schema.safeParse(parseText(body.toString('utf8'), path));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw garbage(path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  return result.data;
}

function parseText(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw garbage(path, 'it is not JSON', cause);
  }
}

/** Lets `maxCallsAtOnce` calls through at a time, in order; refuses when too many wait. */
function createGate(): <T>(call: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (call) => {
    if (running >= maxCallsAtOnce) {
      if (waiting.length >= maxCallsWaiting)
        throw new AppError('engine_unreachable', 'too many calls to the inner engine wait');
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await call();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
