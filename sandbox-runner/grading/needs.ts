import { factsIn, type Check, type FactOf, type ImageFact, type SimpleFact } from '../../protocol/checks.ts';
import type { LiveValue } from '../../protocol/checks/answer.ts';
import type { Part } from './facts.ts';
import type { FilePlace, Probe } from './probes/probe.ts';
import type { NamedContainer } from './read-containers.ts';

/** Everything that judging a set of checks looks at. */
export interface Needs {
  /** Without groups: what is in them, and what known mistakes ask for. */
  readonly facts: readonly SimpleFact[];
  /** Those of them for which something has to be looked for now. */
  readonly probed: readonly SimpleFact[];
  /** Of questions that were answered. */
  readonly values: readonly LiveValue[];
}

/**
 * What judging `checks` needs. A question that nobody has answered needs nothing, and a check that `isWaiting` for another
 * nothing that has to be looked for.
 */
export function needsOf(
  checks: readonly Check[],
  answered: ReadonlySet<string>,
  isWaiting: (check: Check) => boolean = () => false,
): Needs {
  const factsOf = (check: Check): SimpleFact[] =>
    [check, ...check.mistakes.map(({ when }) => when)].flatMap((one) => factsIn(one));
  return {
    facts: checks.flatMap(factsOf),
    probed: checks.filter((check) => !isWaiting(check)).flatMap(factsOf),
    values: checks.flatMap((check) => (check.kind === 'answer' && answered.has(check.id) ? [check.of] : [])),
  };
}

/** What must have been read before `fact` can be judged. */
export function partsFor(fact: SimpleFact): readonly Part[] {
  switch (fact.kind) {
    case 'container':
    case 'image':
    case 'compose':
      return ['containers', 'images'];
    case 'network':
      return ['networks', 'containers'];
    case 'volume':
      return ['volumes', 'containers'];
    case 'file':
      return fact.container !== undefined
        ? ['containers']
        : fact.image !== undefined
          ? ['images']
          : fact.volume !== undefined
            ? ['volumes']
            : [];
    case 'http':
      return fact.container === undefined ? [] : ['containers'];
    case 'registry':
      return ['pushed', 'images'];
    case 'happened':
      return ['history'];
    case 'swarm':
    case 'node':
      return ['swarm'];
    case 'service':
      return ['swarm', 'networks'];
    case 'exec':
      return [];
  }
}

/** What must have been read before a live value is known. */
export function partsForValue(value: LiveValue): readonly Part[] {
  if (value.container !== undefined) return ['containers'];
  if (value.image !== undefined) return ['images'];
  if (value.network !== undefined) return ['networks'];
  if (value.volume !== undefined) return ['volumes'];
  if (value.engine !== undefined) return ['swarm'];
  if (value.count === undefined) return [];
  return [value.count === 'running' ? 'containers' : value.count];
}

/** What has to be looked for before `fact` can be judged. */
export function probeFor(fact: SimpleFact): Probe | undefined {
  if (fact.kind === 'file') return fileProbe(fact);
  if (fact.kind === 'exec') return { kind: 'exec', command: fact.command, root: fact.root };
  if (fact.kind !== 'http') return undefined;
  const { url, container, method, body, hostHeader, answers } = fact;
  // A balancer may give the same one twice.
  const times = answers === undefined ? 1 : Math.min(16, answers * 3);
  return { kind: 'http', url, container, method, body, hostHeader, times, answers: answers ?? 1 };
}

/** All that has to be looked for. */
export function probesOf({ probed, values }: Needs): Probe[] {
  return [
    ...probed.flatMap((fact) => probeFor(fact) ?? []),
    ...values.flatMap(({ file }) => (file === undefined ? [] : [machineFile(file)])),
  ];
}

/** Containers that questions are about. */
export function containerValues(values: readonly LiveValue[]): NamedContainer[] {
  return values.flatMap(({ container, logAfter }) =>
    container === undefined ? [] : [{ name: container, needsLogs: logAfter !== undefined }],
  );
}

/** Images that questions are about. */
export function imageValues(values: readonly LiveValue[]): string[] {
  return values.flatMap(({ image }) => image ?? []);
}

/** The file that `path` names, for a question about its text. */
export function machineFile(path: string): Probe {
  return { kind: 'file', place: { in: 'machine' }, path };
}

/** Can it change without an event of the engine? */
export function needsPolling({ facts, values }: Needs): boolean {
  const isQuiet = (fact: SimpleFact): boolean =>
    probeFor(fact) !== undefined ||
    ['swarm', 'node', 'service', 'registry'].includes(fact.kind) ||
    (fact.kind === 'container' && (fact.logs ?? fact.logsMatch ?? fact.changed) !== undefined);
  return facts.some(isQuiet) || values.some(({ file, logAfter }) => (file ?? logAfter) !== undefined);
}

/** References of images whose configuration and layers judging `fact` needs. */
export function imagesToInspect(fact: ImageFact): string[] {
  const fromList = ['kind', 'reference', 'exists', 'lookAt', 'maxSize', 'minSize', 'smallerThan'];
  const isCheckField = ['id', 'title', 'after', 'mistakes'];
  const needs = Object.entries(fact).some(
    ([field, value]) => value !== undefined && !fromList.includes(field) && !isCheckField.includes(field),
  );
  const others = [fact.builtFrom, fact.sharesLayersWith].filter((other) => other !== undefined);
  return needs ? [fact.reference, ...others] : [];
}

function fileProbe({ path, container, image, volume }: FactOf<'file'>): Probe {
  const place: FilePlace =
    container !== undefined
      ? { in: 'container', name: container }
      : image !== undefined
        ? { in: 'image', name: image }
        : volume !== undefined
          ? { in: 'volume', name: volume }
          : { in: 'machine' };
  return { kind: 'file', place, path };
}
