import type { FactOf } from '../../protocol/checks.ts';
import { AppError } from '../../protocol/errors.ts';
import type { InnerEngine } from '../docker/inner-engine.ts';
import { byName } from './by-name.ts';
import { emptySnapshot, type Part, type PushedFacts, type Snapshot, type SwarmFacts } from './facts.ts';
import type { HistoryView } from './history.ts';
import { containerValues, imageValues, partsFor, partsForValue, probesOf, type Needs } from './needs.ts';
import { probeKey, type Probe, type ProbeResult } from './probes/probe.ts';
import type { Lists, Prober } from './probes/prober.ts';
import { readContainers, type NamedContainer } from './read-containers.ts';
import { readImages } from './read-images.ts';
import { readSwarm } from './read-swarm.ts';

/** Of one snapshot. */
const maxProbes = 60;
const probesAtOnce = 3;

/** A snapshot, and what went wrong first while it was taken. */
export interface Taken {
  readonly snapshot: Snapshot;
  readonly error: unknown;
}

export interface SnapshotParts {
  readonly engine: InnerEngine;
  readonly prober: Prober;
  readonly needs: Needs;
  readonly history: HistoryView;
  /** How old what is costly to look for may be. */
  readonly maxAgeMs: number;
  /** The engines of the other machines, where one may know more of the swarm. */
  readonly otherEngines: readonly InnerEngine[];
  /** What the learner has pushed; undefined: nobody is known who could. */
  readonly readPushed: (() => Promise<PushedFacts>) | undefined;
}

/**
 * Reads what `needs` says, and no more. What can't be read makes its part unread, and is given as `error`; a container or
 * image that vanishes meanwhile is not an error. Never throws.
 */
export async function takeSnapshot(parts: SnapshotParts): Promise<Taken> {
  const { engine, prober, needs, history, maxAgeMs, otherEngines, readPushed } = parts;
  const { facts, values } = needs;
  const needed = new Set([...facts.flatMap(partsFor), ...values.flatMap(partsForValue)]);
  const unread = new Map<Part, string>();
  let error: unknown;
  const part = async <T>(name: Part, fallback: T, read: () => Promise<T>): Promise<T> => {
    if (!needed.has(name)) return fallback;
    try {
      return await read();
    } catch (problem) {
      error ??= problem;
      unread.set(name, sentenceFor(problem));
      return fallback;
    }
  };
  const list = part('images', [], () => engine.images());
  const asksForContainer = facts.filter((fact): fact is FactOf<'container'> => fact.kind === 'container');
  const asksForImage = facts.filter((fact): fact is FactOf<'image'> => fact.kind === 'image');
  const withDetails = [...facts.flatMap(namesToInspect), ...containerValues(values)];
  const [containers, images, networks, volumes, swarm, pushed] = await Promise.all([
    part('containers', [], async () => readContainers(engine, asksForContainer, withDetails, await list)),
    part('images', [], async () => readImages(engine, asksForImage, imageValues(values), await list)),
    part('networks', [], async () => byName(await engine.networks())),
    part('volumes', [], async () => byName(await engine.volumes())),
    part<SwarmFacts>('swarm', emptySnapshot.swarm, () => readSwarm(engine, otherEngines)),
    part<PushedFacts>('pushed', emptySnapshot.pushed, async () => readPushed?.() ?? emptySnapshot.pushed),
  ]);
  const looked = await lookForAll(prober, probesOf(needs), { containers, images, volumes }, maxAgeMs);
  const lists = { containers, images, networks, volumes, swarm, pushed };
  return { snapshot: { ...emptySnapshot, ...lists, history, ...looked, unread }, error };
}

async function lookForAll(
  prober: Prober,
  probes: readonly Probe[],
  lists: Lists,
  maxAgeMs: number,
): Promise<Pick<Snapshot, 'probes' | 'remembered'>> {
  const found = new Map<string, ProbeResult>();
  const remembered = new Set<string>();
  const left = [...new Map(probes.map((probe) => [probeKey(probe), probe]))].slice(0, maxProbes);
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [key, probe] = next;
      const { result, isRemembered } = await prober.look(probe, lists, maxAgeMs);
      found.set(key, result);
      if (isRemembered) remembered.add(key);
    }
  };
  await Promise.all(Array.from({ length: probesAtOnce }, worker));
  return { probes: found, remembered };
}

/** Containers whose aliases a network check asks for. */
function namesToInspect(fact: Needs['facts'][number]): NamedContainer[] {
  return fact.kind === 'network' ? Object.keys(fact.aliases ?? {}).map((name) => ({ name, needsLogs: false })) : [];
}

function sentenceFor(error: unknown): string {
  return error instanceof AppError && error.hint !== undefined
    ? error.hint
    : 'The Docker Engine of this machine could not be read.';
}
