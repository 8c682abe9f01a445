import type { ContainerDetails } from '../../../docker/container-schemas.ts';
import type { ContainerFacts } from '../../facts.ts';
import { handleOf, theContainer } from '../../words.ts';

/** One thing that a check asks of a container. */
export interface Condition {
  /** true: it says which container is meant, rather than how it should be. */
  readonly identifies: boolean;
  /** What is asked, as it follows "a container that": "is running". undefined: another condition says it. */
  readonly expects?: string;
  holds(container: ContainerFacts): boolean;
  /** For one that does not hold: what is so instead, and the command that shows it. */
  found(container: ContainerFacts): string;
  lookAt(container: ContainerFacts): string;
}

export const lookAtList = (): string => 'docker ps -a';
export const lookAtDetails = (container: ContainerFacts): string => `docker inspect ${handleOf(container)}`;
/** `path`: a Go template's, into what `docker inspect` shows. */
export const lookAtPart =
  (path: string) =>
  (container: ContainerFacts): string =>
    `docker inspect --format '{{json ${path}}}' ${handleOf(container)}`;

interface DetailCondition {
  readonly expects: string;
  readonly holds: (details: ContainerDetails) => boolean;
  /** What is so instead, as it follows "the container `web`". */
  readonly found: (details: ContainerDetails) => string;
  readonly lookAt?: (container: ContainerFacts) => string;
}

/** A condition on what only an inspection tells. */
export function onDetails({ expects, holds, found, lookAt = lookAtDetails }: DetailCondition): Condition {
  return {
    identifies: false,
    expects,
    holds: (c) => c.details !== undefined && holds(c.details),
    found: (c) =>
      c.details === undefined
        ? `${theContainer(c)} could not be looked into`
        : `${theContainer(c)} ${found(c.details)}`,
    lookAt,
  };
}

export const unchangeable = "this can't be changed afterwards, so run a new one";
