import { z } from 'zod';
import { AppError } from '../../protocol/errors.ts';
import { fullId } from './bounded.ts';
import { demuxLogs } from './demux-logs.ts';
import { innerEvents, type EventChoice, type InnerEventItem } from './inner-events.ts';
import { readBody } from './inner-body.ts';
import { garbage } from './inner-garbage.ts';
import { openInner, translated, callInner } from './inner-http.ts';
import { expectStatus, innerReader, parseText, readJson } from './inner-reader.ts';
import { changesSchema, containerDetailsSchema, containerListSchema } from './container-schemas.ts';
import type { ContainerDetails, ContainerSummary } from './container-schemas.ts';
import { imageDetailsSchema, imageInstructionsSchema, imageListSchema } from './image-schemas.ts';
import type { ImageDetails, ImageSummary } from './image-schemas.ts';
import { networkListSchema, volumeListSchema, type NetworkFacts, type VolumeFacts } from './network-schemas.ts';
import { engineFactsSchema, nodeListSchema, serviceListSchema, taskListSchema } from './swarm-schemas.ts';
import type { EngineFacts, NodeFacts, ServiceFacts, TaskFacts } from './swarm-schemas.ts';
import { createLineSplitter } from './line-splitter.ts';
import { firstTarEntry, type TarEntry } from './read-tar.ts';
import { portDetailsSchema, portListSchema, type ContainerPorts, type PortDetails } from './port-schemas.ts';

const mib = 1024 * 1024;
const callTimeoutMs = 3000;
const tailBytes = 64 * 1024;
/** A content of 64 KiB, and what stands before it. */
const archiveBytes = 72 * 1024;
const madeSchema = z.object({ Id: fullId });

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
  /** The ports of the 100 newest, running or not, newest first. */
  containerPorts(): Promise<ContainerPorts[]>;
  inspectPorts(id: string): Promise<PortDetails>;
  images(): Promise<ImageSummary[]>;
  inspectImage(id: string): Promise<ImageDetails>;
  /** The instructions that made it, the uppermost first. */
  imageInstructions(id: string): Promise<string[]>;
  /** Paths in the container that differ from its image, at most 2000. */
  changes(id: string): Promise<string[]>;
  networks(): Promise<NetworkFacts[]>;
  volumes(): Promise<VolumeFacts[]>;
  info(): Promise<EngineFacts>;
  /** Only a manager of a swarm answers these. */
  nodes(): Promise<NodeFacts[]>;
  services(): Promise<ServiceFacts[]>;
  tasks(): Promise<TaskFacts[]>;
  /** The end of what the container wrote, stdout and stderr, at most 64 KiB. */
  logsTail(id: string, hasTty: boolean): Promise<string>;
  /** What is at `path` in the container, running or not; a link is not followed, and a content cut after 64 KiB. */
  readFile(id: string, path: string): Promise<TarEntry | undefined>;
  /** Makes a container that is never to be started; gives its id. */
  createContainer(name: string, imageId: string): Promise<string>;
  /** Success if it is gone. */
  removeContainer(id: string): Promise<void>;
  /** Success if it runs already. */
  startContainer(id: string): Promise<void>;
  /** Pulls as `docker pull`; `onProgress` gets the engine's short texts. */
  pullImage(reference: string, options: PullOptions): Promise<void>;
  events(signal: AbortSignal, choice?: EventChoice): AsyncGenerator<InnerEventItem>;
}

export interface PullOptions {
  readonly timeoutMs: number;
  readonly onProgress?: (text: string) => void;
}

/** `volumePath`: the sandbox's volume on this host. Connects anew for each call; nothing has to be closed. */
export function connectInnerEngine(volumePath: string): InnerEngine {
  const { call, get } = innerReader(volumePath);
  const part = encodeURIComponent;

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
    inspectContainer: (id) => get(`/containers/${part(id)}/json`, containerDetailsSchema, mib / 4),
    containerPorts: () => get('/containers/json?all=1&limit=100', portListSchema, mib / 2),
    inspectPorts: (id) => get(`/containers/${part(id)}/json`, portDetailsSchema, mib / 4),
    images: () => get('/images/json', imageListSchema, mib / 2),
    inspectImage: (id) => get(`/images/${part(id)}/json`, imageDetailsSchema, mib / 4),
    imageInstructions: (id) => get(`/images/${part(id)}/history`, imageInstructionsSchema, mib / 4),
    changes: (id) => get(`/containers/${part(id)}/changes`, changesSchema, mib),
    networks: () => get('/networks', networkListSchema, mib / 2),
    volumes: () => get('/volumes', volumeListSchema, mib / 2),
    info: () => get('/info', engineFactsSchema, mib / 4),
    nodes: () => get('/nodes', nodeListSchema, mib / 2),
    services: () => get('/services', serviceListSchema, mib),
    tasks: () => get('/tasks', taskListSchema, 3 * mib),
    async logsTail(id, hasTty) {
      const path = `/containers/${part(id)}/logs?stdout=1&stderr=1&tail=2000`;
      const answer = await call({ path, maxBytes: 4 * mib, cut: true, timeoutMs: callTimeoutMs });
      expectStatus(answer, path, [200]);
      return (hasTty ? answer.body : demuxLogs(answer.body)).subarray(-tailBytes).toString('utf8');
    },
    async readFile(id, path) {
      const target = `/containers/${part(id)}/archive?path=${part(path)}`;
      const answer = await call({ path: target, maxBytes: archiveBytes, cut: true, timeoutMs: callTimeoutMs });
      expectStatus(answer, target, [200]);
      return firstTarEntry(answer.body);
    },
    async createContainer(name, imageId) {
      const path = `/containers/create?name=${part(name)}`;
      const json = { Image: imageId, Cmd: ['none'], NetworkDisabled: true };
      const answer = await call({ method: 'POST', path, json, maxBytes: 64 * 1024, timeoutMs: callTimeoutMs });
      expectStatus(answer, path, [201]);
      return readJson(answer.body, madeSchema, path).Id;
    },
    async removeContainer(id) {
      const path = `/containers/${part(id)}?force=1&v=1`;
      const answer = await call({ method: 'DELETE', path, maxBytes: 64 * 1024, cut: true, timeoutMs: callTimeoutMs });
      expectStatus(answer, path, [204, 404, 409]);
    },
    async startContainer(id) {
      const path = `/containers/${part(id)}/start`;
      const answer = await call({ method: 'POST', path, maxBytes: 64 * 1024, cut: true, timeoutMs: 30_000 });
      expectStatus(answer, path, [204, 304]);
    },
    pullImage: (reference, options) => pull(volumePath, reference, options),
    events: (signal, choice) => innerEvents(volumePath, signal, choice),
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
