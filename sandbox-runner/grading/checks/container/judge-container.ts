import type { Judgement } from '../../miss.ts';
import type { ContainerFact } from '../../../../protocol/checks.ts';
import { findRemoved, type PastContainer } from '../../history.ts';
import { isSameReference } from '../../references.ts';
import type { ContainerFacts, ImageFacts, Snapshot } from '../../facts.ts';
import { handleOf, list, quote, sentence, stateClause, theContainer } from '../../words.ts';
import type { Condition } from './condition.ts';
import { identityConditions } from './identity.ts';
import { outputConditions } from './output.ts';
import { resourceConditions } from './resources.ts';
import { startConditions } from './start.ts';
import { stateConditions } from './state.ts';

/** A removal this soon after the end is what --rm does; a person needs longer. */
const rmWithinMs = 400;

/** A container, and which of the conditions it meets. */
interface Candidate {
  readonly container: ContainerFacts;
  readonly met: readonly boolean[];
}

/** Judges a fact of kind `container`. Pure. */
export function judgeContainer(fact: ContainerFact, snapshot: Snapshot): Judgement {
  const conditions = conditionsOf(fact, snapshot.images);
  const candidates = snapshot.containers.map((container) => ({
    container,
    met: conditions.map((condition) => condition.holds(container)),
  }));
  const fitting = candidates.filter(({ met }) => !met.includes(false)).map(({ container }) => container);
  const expected = expectedText(fact, conditions);
  const lookAt = fact.lookAt ?? 'docker ps -a';
  if (!fact.exists) return judgeAbsence(fitting, expected, lookAt);
  if (fact.atMost !== undefined && fitting.length > fact.atMost) {
    const found = `there are ${fitting.length}: ${list(fitting.map(handleOf))}`;
    return { outcome: 'fail', expected, found: sentence(found), lookAt };
  }
  if (fitting.length >= fact.count) {
    const [first] = fitting;
    const found =
      fitting.length === 1 && first !== undefined
        ? `${theContainer(first)} ${stateClause(first)}`
        : `${fitting.length} of them: ${list(fitting.map(handleOf))}`;
    return { outcome: 'pass', expected, found: sentence(found), lookAt };
  }
  const [found, where] = miss(fact, snapshot, conditions, candidates);
  const soFar = fact.count > 1 && fitting.length > 0 ? `${fitting.length} of ${fact.count} so far. The next one: ` : '';
  return { outcome: 'fail', expected, found: sentence(soFar + found), lookAt: fact.lookAt ?? where };
}

/** Does judging `fact` need more than the list of containers tells? */
export function needsDetails(fact: ContainerFact): boolean {
  // What a removed or ended container is told about contains its exit code.
  return conditionsOf(fact, []).some(({ identifies }) => !identifies) || fact.exists;
}

/** Everything that `fact` asks for, in the order in which a learner should put it right. */
function conditionsOf(fact: ContainerFact, images: readonly ImageFacts[]): Condition[] {
  return [
    ...identityConditions(fact, images),
    ...stateConditions(fact),
    ...startConditions(fact),
    ...resourceConditions(fact),
    ...outputConditions(fact),
  ];
}

function judgeAbsence(still: readonly ContainerFacts[], expected: string, lookAt: string): Judgement {
  const [first] = still;
  if (first === undefined) return { outcome: 'pass', expected, found: 'There is none.', lookAt };
  const found =
    still.length === 1
      ? `${theContainer(first)} is still there; it ${stateClause(first)}`
      : `${still.length} are still there: ${list(still.map(handleOf))}`;
  return { outcome: 'fail', expected, found: sentence(found), lookAt };
}

/** What is said when there are too few: found, and where to look. */
function miss(
  fact: ContainerFact,
  snapshot: Snapshot,
  conditions: readonly Condition[],
  candidates: readonly Candidate[],
): readonly [string, string] {
  const nearest = nearestOf(candidates, conditions);
  const missed = nearest && conditions[nearest.met.indexOf(false)];
  // A removed container that was the one meant says more than one that only shares its name or its image.
  const isRemembered =
    missed?.identifies === true && findRemoved(snapshot.history, fact.name, fact.image) !== undefined;
  return nearest === undefined || missed === undefined || isRemembered
    ? [absent(fact, snapshot), 'docker ps -a']
    : [missed.found(nearest.container), missed.lookAt(nearest.container)];
}

/** The candidate that meets most, what is named first counting most; the newest among equals. Undefined: none comes near. */
function nearestOf(candidates: readonly Candidate[], conditions: readonly Condition[]): Candidate | undefined {
  const isAnybody = !conditions.some((condition) => condition.identifies);
  let best: Candidate | undefined;
  let bestScore = isAnybody ? -1 : 0;
  for (const candidate of candidates) {
    const { met } = candidate;
    if (!met.includes(false)) continue;
    const isNear = isAnybody || conditions.some((condition, i) => condition.identifies && met[i] === true);
    const score = conditions.reduce(
      (sum, { identifies }, i) => sum + (met[i] === true ? (identifies ? 100 : 1) * (conditions.length - i) : 0),
      0,
    );
    if (isNear && score > bestScore) [best, bestScore] = [candidate, score];
  }
  return best;
}

/** Nothing of the kind is there now: was it ever, or what comes nearest? */
function absent(fact: ContainerFact, { containers, images, history }: Snapshot): string {
  const past = findRemoved(history, fact.name, fact.image);
  if (past !== undefined) return removedText(past);
  const otherName = fact.name === undefined ? undefined : findRemoved(history, undefined, fact.image);
  if (fact.image !== undefined && otherName !== undefined) return removedText(otherName);
  if (fact.image !== undefined) {
    const { image } = fact;
    const isHere = images.some((candidate) => candidate.tags.some((tag) => isSameReference(tag, image)));
    if (isHere) return `the image ${quote(image)} is here, but no container has been made from it yet`;
  }
  if (containers.length === 0)
    return history.containers.length === 0 ? 'no container has been made yet' : 'there is no container now';
  if (fact.name !== undefined)
    return `there is no container with this name; there are ${list(containers.map(handleOf))}`;
  const others = [...new Set(containers.map((c) => c.image))];
  return `the containers here were made from other images: ${list(others)}`;
}

function removedText(past: PastContainer): string {
  const who = `${theContainer(past)} from ${quote(past.image)}`;
  if (!past.wasStarted) return `${who} was made, but never started, and then removed`;
  if (past.exitCode === undefined || past.endedAtMs === undefined) return `${who} ran, but it has been removed`;
  const ran = `${who} ran and ended with exit code ${past.exitCode}`;
  const isSoon = past.removedAtMs !== undefined && past.removedAtMs - past.endedAtMs < rmWithinMs;
  return isSoon
    ? `${ran}, but was removed at once, which is what ${quote('--rm')} does; leave it out this time`
    : `${ran}, but it has been removed since; run it once more`;
}

/** "A container named `web` from the image `nginx` that is running, was started with `-it`." */
function expectedText(fact: ContainerFact, conditions: readonly Condition[]): string {
  const which = [
    ...(fact.name === undefined ? [] : [` named ${quote(fact.name)}`]),
    ...(fact.image === undefined ? [] : [` from the image ${quote(fact.image)}`]),
  ].join('');
  const isMany = fact.exists && fact.count > 1;
  const how = conditions.flatMap(({ expects }) => (expects === undefined ? [] : [isMany ? plural(expects) : expects]));
  const atMost = fact.atMost === undefined ? '' : `, at most ${fact.atMost}`;
  const many = fact.count === fact.atMost ? `Exactly ${fact.count}` : `At least ${fact.count}${atMost}`;
  const what = !fact.exists ? 'No container' : isMany ? `${many} containers` : 'A container';
  const only = !isMany && fact.atMost !== undefined && fact.exists ? `, and not more than ${fact.atMost}` : '';
  return `${what}${which}${how.length === 0 ? '' : ` that ${how.join(', ')}`}${only}.`;
}

function plural(words: string): string {
  return words
    .replace(/^is /, 'are ')
    .replace(/^was /, 'were ')
    .replace(/^has /, 'have ')
    .replace(/^(publishe|run)s /, '$1 ')
    .replace(/^publishe /, 'publish ');
}
