import { AppError } from '../../../protocol/errors.ts';
import type { InnerEngine } from '../../docker/inner-engine.ts';
import type { Home } from '../../files/home.ts';
import { learnerHome, learnerName, type SandboxHandle } from '../../sandbox/sandbox-handle.ts';
import { imagesNamed, type Snapshot } from '../facts.ts';
import { askHttp, type Connect } from './ask-http.ts';
import {
  isCostly,
  maxProbeBytes,
  pathInHome,
  probeKey,
  type ExecProbe,
  type FileProbe,
  type Probe,
  type ProbeResult,
} from './probe.ts';
import { readContainerFile, readImageFile, type ExpectRead } from './read-archived-file.ts';
import { readHomeFile } from './read-home-file.ts';
import { readMachineFile } from './read-machine-file.ts';

const execTimeoutMs = 5000;
const maxRemembered = 200;

/** The lists of the same snapshot, which say where to look. */
export type Lists = Pick<Snapshot, 'containers' | 'images' | 'volumes'>;

/** `isRemembered`: of an earlier moment than the lists; what can't change never is. */
export interface Look {
  readonly result: ProbeResult;
  readonly isRemembered: boolean;
}

/** Looks for what no list of the engine tells. */
export interface Prober {
  /** Never throws. What is costly to look for may be as old as `maxAgeMs`. */
  look(probe: Probe, lists: Lists, maxAgeMs: number): Promise<Look>;
}

export interface ProberParts {
  readonly handle: SandboxHandle;
  readonly engine: InnerEngine;
  readonly home: Home;
  readonly connect: Connect;
  readonly expectRead: ExpectRead;
}

export function createProber(parts: ProberParts): Prober {
  const remembered = new Map<string, { readonly atMs: number; readonly result: ProbeResult }>();
  const remember = (key: string, result: ProbeResult): void => {
    remembered.delete(key);
    remembered.set(key, { atMs: Date.now(), result });
    const [oldest] = remembered.keys();
    if (remembered.size > maxRemembered && oldest !== undefined) remembered.delete(oldest);
  };
  return {
    async look(probe, lists, maxAgeMs) {
      try {
        // What is in an image never changes.
        const imageId = imageOf(probe, lists);
        const key = imageId === undefined ? probeKey(probe) : `${imageId} ${probeKey(probe)}`;
        const before = remembered.get(key);
        if (before !== undefined && (imageId !== undefined || Date.now() - before.atMs < maxAgeMs))
          return { result: before.result, isRemembered: imageId === undefined };
        const result = await lookFor(parts, probe, lists);
        if (imageId !== undefined || isCostly(probe)) remember(key, result);
        return { result, isRemembered: false };
      } catch (error) {
        const hint = error instanceof AppError ? error.hint : undefined;
        const result: ProbeResult = { kind: 'unknown', why: hint ?? 'The machine could not be looked into.' };
        return { result, isRemembered: false };
      }
    },
  };
}

function lookFor(parts: ProberParts, probe: Probe, lists: Lists): Promise<ProbeResult> {
  switch (probe.kind) {
    case 'file':
      return lookForFile(parts, probe, lists);
    case 'exec':
      return run(parts.handle, probe);
    case 'http': {
      if (probe.container === undefined) return askHttp(parts.connect, probe, undefined);
      const container = lists.containers.find(({ name }) => name === probe.container);
      const address = container?.networks.find((network) => network.address !== '')?.address;
      const name = probe.container;
      return address === undefined
        ? Promise.resolve({ kind: 'silent', why: `the container \`${name}\` has no address, since it does not run` })
        : askHttp(parts.connect, probe, address);
    }
  }
}

async function lookForFile(parts: ProberParts, { place, path }: FileProbe, lists: Lists): Promise<ProbeResult> {
  const { handle, engine, home, expectRead } = parts;
  switch (place.in) {
    case 'machine': {
      const inHome = pathInHome(path);
      const found = inHome === undefined ? 'elsewhere' : await readHomeFile(home, inHome);
      if (found !== 'elsewhere') return found;
      return readMachineFile(handle, path.startsWith('/') ? path : `${learnerHome}/${path}`);
    }
    case 'container': {
      const container = lists.containers.find(({ name }) => name === place.name);
      return container === undefined ? { kind: 'nothing' } : readContainerFile(engine, container.id, path, expectRead);
    }
    case 'image': {
      const [image] = imagesNamed(place.name, lists.images);
      return image === undefined ? { kind: 'nothing' } : readImageFile(engine, image.id, path, expectRead);
    }
    case 'volume': {
      const volume = lists.volumes.find(({ name }) => name === place.name);
      if (volume === undefined || !volume.mountpoint.startsWith('/')) return { kind: 'nothing' };
      return readMachineFile(handle, `${volume.mountpoint}/${path}`);
    }
  }
}

function imageOf(probe: Probe, { images }: Lists): string | undefined {
  if (probe.kind !== 'file' || probe.place.in !== 'image') return undefined;
  return imagesNamed(probe.place.name, images)[0]?.id;
}

async function run(handle: SandboxHandle, { command, root }: ExecProbe): Promise<ProbeResult> {
  try {
    const { exitCode, stdout, stderr } = await handle.exec(['bash', '-c', command], {
      ...(root ? { user: '0:0' } : { user: learnerName, env: { HOME: learnerHome, USER: learnerName } }),
      ...{ cwd: learnerHome, timeoutMs: execTimeoutMs, maxOutputBytes: maxProbeBytes },
    });
    return { kind: 'exec', exitCode, output: stdout + stderr };
  } catch (error) {
    if (error instanceof AppError && error.code === 'timed_out')
      return { kind: 'silent', why: `the command that shows it did not end within ${execTimeoutMs / 1000} seconds` };
    throw error;
  }
}
