import type { ContainerFact } from '../../../../protocol/checks.ts';
import { matchingLine } from '../../../../protocol/pattern.ts';
import type { ContainerFacts } from '../../facts.ts';
import { handleOf, list, quote, theContainer } from '../../words.ts';
import type { Condition } from './condition.ts';

/** What it wrote: to its output, and over its image. */
export function outputConditions({ logs, logsMatch, changed }: ContainerFact): Condition[] {
  return [
    ...(logs === undefined ? [] : [written(`wrote ${quote(logs)}`, (text) => text.includes(logs))]),
    ...(logsMatch === undefined
      ? []
      : [written(`wrote a line that fits ${quote(logsMatch)}`, (text) => matchingLine(logsMatch, text) !== undefined)]),
    ...(changed === undefined ? [] : [changedCondition(changed)]),
  ];
}

function written(expects: string, isIn: (text: string) => boolean): Condition {
  return {
    identifies: false,
    expects,
    holds: (c) => c.logs !== undefined && isIn(c.logs),
    found: (c) => {
      const last = c.logs?.trimEnd().split('\n').at(-1) ?? '';
      if (last === '') return `${theContainer(c)} has written nothing yet`;
      return `${theContainer(c)} has not written this; the last line of its output is ${quote(last)}`;
    },
    lookAt: (c) => `docker logs ${handleOf(c)}`,
  };
}

function changedCondition(path: string): Condition {
  const deepest = (c: ContainerFacts): string[] =>
    (c.changes ?? []).filter((one, _, all) => !all.some((other) => other.startsWith(`${one}/`)));
  return {
    identifies: false,
    expects: `has ${quote(path)} other than its image`,
    holds: (c) => c.changes?.includes(path) ?? false,
    found: (c) =>
      (c.changes?.length ?? 0) === 0
        ? `${theContainer(c)} has all files as they are in its image`
        : `${theContainer(c)} differs from its image only in ${list(deepest(c))}`,
    lookAt: (c) => `docker diff ${handleOf(c)}`,
  };
}
