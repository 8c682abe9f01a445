import type { ContainerCheck } from '../../../protocol/checks.ts';
import { findRemoved, type PastContainer } from '../history.ts';
import { isSameReference } from '../references.ts';
import { type ContainerFacts, type Snapshot } from '../snapshot.ts';
import { handleOf, list, quote, sentence, stateClause, theContainer, type Judgement } from '../words.ts';
import { conditionsOf, expectedText, type Condition } from './container-conditions.ts';

/** A removal this soon after the end is what --rm does; a person needs longer. */
const rmWithinMs = 400;

/** Judges a check of kind `container` on `snapshot`. Pure. */
export function judgeContainer(check: ContainerCheck, snapshot: Snapshot): Judgement {
  return check.exists ? judgePresence(check, snapshot) : judgeAbsence(check, snapshot);
}

function judgeAbsence(check: ContainerCheck, snapshot: Snapshot): Judgement {
  const conditions = conditionsOf(check, snapshot.images);
  const still = snapshot.containers.filter((c) => conditions.every((condition) => condition.holds(c)));
  const [first] = still;
  const expected = expectedText(check);
  const lookAt = check.lookAt ?? 'docker ps -a';
  if (first === undefined) return { passes: true, expected, found: 'There is none.', lookAt };
  const found =
    still.length === 1
      ? `${theContainer(first)} is still there; it ${stateClause(first)}`
      : `${still.length} are still there: ${list(still.map(handleOf))}`;
  return { passes: false, expected, found: sentence(found), lookAt };
}

function judgePresence(check: ContainerCheck, snapshot: Snapshot): Judgement {
  const conditions = conditionsOf(check, snapshot.images);
  const expected = expectedText(check);
  const fitting = snapshot.containers.filter((c) => conditions.every((condition) => condition.holds(c)));
  if (fitting.length >= check.count) {
    const found = sentence(
      fitting.length === 1 && fitting[0] !== undefined
        ? `${theContainer(fitting[0])} ${stateClause(fitting[0])}`
        : `${fitting.length} of them: ${list(fitting.map(handleOf))}`,
    );
    return { passes: true, expected, found, lookAt: check.lookAt ?? 'docker ps -a' };
  }
  const nearest = nearestOf(snapshot.containers, conditions, fitting);
  const miss = nearest === undefined ? undefined : conditions.find((condition) => !condition.holds(nearest));
  const [found, lookAt] =
    nearest !== undefined && miss !== undefined && !isBetterRemembered(check, snapshot, !miss.identifies)
      ? [miss.found(nearest), miss.lookAt(nearest)]
      : [absent(check, snapshot), 'docker ps -a'];
  const so =
    check.count > 1 && fitting.length > 0
      ? `${fitting.length} of ${check.count} so far. The next one: ${found}`
      : found;
  return { passes: false, expected, found: sentence(so), lookAt: check.lookAt ?? lookAt };
}

/** The container that meets most, what is named first counting most; the newest among equals. Undefined: none comes near. */
function nearestOf(
  containers: readonly ContainerFacts[],
  conditions: readonly Condition[],
  fitting: readonly ContainerFacts[],
): ContainerFacts | undefined {
  let best: ContainerFacts | undefined;
  let bestScore = conditions.some((condition) => condition.identifies) ? 0 : -1;
  for (const container of containers) {
    if (fitting.includes(container)) continue;
    const score = conditions.reduce(
      (sum, c, i) => sum + (c.holds(container) ? (c.identifies ? 100 : 1) * (conditions.length - i) : 0),
      0,
    );
    const isNear = !conditions.some((c) => c.identifies) || conditions.some((c) => c.identifies && c.holds(container));
    if (isNear && score > bestScore) [best, bestScore] = [container, score];
  }
  return best;
}

/** A removed container that was the one meant says more than one that only shares its name or its image. */
function isBetterRemembered(check: ContainerCheck, snapshot: Snapshot, isTheOne: boolean): boolean {
  return !isTheOne && findRemoved(snapshot.history, check.name, check.image) !== undefined;
}

/** Nothing of the kind is there now: was it ever, or what comes nearest? */
function absent(check: ContainerCheck, { containers, images, history }: Snapshot): string {
  const past = findRemoved(history, check.name, check.image);
  if (past !== undefined) return removedText(past);
  const otherName = check.name === undefined ? undefined : findRemoved(history, undefined, check.image);
  if (check.image !== undefined && otherName !== undefined) return removedText(otherName);
  if (check.image !== undefined) {
    const { image } = check;
    const isHere = images.some((candidate) => candidate.tags.some((tag) => isSameReference(tag, image)));
    if (isHere) return `the image ${quote(image)} is here, but no container has been made from it yet`;
  }
  if (containers.length === 0)
    return history.containers.length === 0 ? 'no container has been made yet' : 'there is no container now';
  if (check.name !== undefined)
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
