import type { ContainerFact } from '../../../../protocol/checks.ts';
import type { ContainerFacts } from '../../facts.ts';
import { handleOf, quote, stateClause, theContainer, times } from '../../words.ts';
import { lookAtDetails, lookAtList, lookAtPart, onDetails, type Condition } from './condition.ts';

/** How it fares: state, exit code, health, restarts. */
export function stateConditions(fact: ContainerFact): Condition[] {
  return [
    ...stateCondition(fact),
    ...exitCodeCondition(fact),
    ...oomCondition(fact),
    ...restartsCondition(fact),
    ...healthCondition(fact),
  ];
}

function stateCondition({ state, exitCode }: ContainerFact): Condition[] {
  if (state === undefined) return [];
  const found = (c: ContainerFacts): string => {
    const is = `${theContainer(c)} ${stateClause(c)}`;
    if (state === 'running' && c.state === 'exited') return `${is}; a container runs only as long as its main program`;
    if (state === 'exited' && c.state === 'running') return `${theContainer(c)} is still running`;
    return is;
  };
  const code = exitCode === undefined ? '' : ` with exit code ${exitCode}`;
  const expects =
    state === 'exited'
      ? `ended${code}`
      : state === 'created'
        ? 'is created but not started'
        : `is ${state}${exitCode === undefined ? '' : code}`;
  return [{ identifies: false, expects, holds: (c) => c.state === state, found, lookAt: lookAtList }];
}

function exitCodeCondition({ exitCode, state }: ContainerFact): Condition[] {
  if (exitCode === undefined) return [];
  return [
    {
      identifies: false,
      ...(state === undefined ? { expects: `ended with exit code ${exitCode}` } : {}),
      holds: (c) => c.details?.exitCode === exitCode && c.details.wasStarted && c.state !== 'running',
      found: (c) =>
        `${theContainer(c)} ${stateClause(c)}${c.state === 'exited' ? `, not ${exitCode}` : ', so it has no exit code yet'}`,
      lookAt: (c) => (c.state === 'exited' ? `docker logs ${handleOf(c)}` : lookAtList()),
    },
  ];
}

function oomCondition({ oomKilled }: ContainerFact): Condition[] {
  if (oomKilled === undefined) return [];
  return [
    {
      identifies: false,
      expects: oomKilled ? 'was killed for lack of memory' : 'was not killed for lack of memory',
      holds: (c) => c.details?.wasOomKilled === oomKilled,
      found: (c) => `${theContainer(c)} ${stateClause(c)}${oomKilled ? ', and the engine saw no lack of memory' : ''}`,
      lookAt: lookAtPart('.State'),
    },
  ];
}

function restartsCondition({ restartsAtLeast }: ContainerFact): Condition[] {
  if (restartsAtLeast === undefined) return [];
  return [
    onDetails({
      expects: `was restarted at least ${times(restartsAtLeast)} by its restart policy`,
      holds: (d) => d.restarts >= restartsAtLeast,
      found: (d) =>
        d.restarts === 0
          ? `has not been restarted by its restart policy, which is ${quote(d.restartPolicy || 'no')}`
          : `was restarted ${times(d.restarts)} so far`,
      lookAt: lookAtPart('.RestartCount'),
    }),
  ];
}

function healthCondition({ health }: ContainerFact): Condition[] {
  if (health === undefined) return [];
  return [
    onDetails({
      expects: health === 'none' ? 'has no health check' : `has the health ${quote(health)}`,
      holds: (d) => d.health === health,
      found: (d) =>
        d.health === 'none'
          ? 'has no health check'
          : `has the health ${quote(d.health)}${d.health === 'starting' ? '; its first check has not succeeded yet' : ''}`,
      lookAt: (c) => (c.details?.health === 'none' ? lookAtDetails(c) : lookAtPart('.State.Health')(c)),
    }),
  ];
}
